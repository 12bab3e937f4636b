//! Error bars: how far weights may be off, within the references used and over references.
//!
//! Both errors are scaled by Student's t over the normal quantile, so that weight ± 1.96 errors is a 95 %
//! interval however few degrees of freedom there are.

use std::collections::BTreeMap;

use nalgebra::DVector;

use super::moments::{Fit, Moments, Sample};

/// Groups of the jackknife.
const GROUPS: usize = 16;

/// The 97.5 % quantile of the normal distribution: a 95 % interval is value ± this times the error.
pub(super) const NORMAL_975: f64 = 1.959_963_984_540_054;

/// What belongs together in a sample.
#[derive(Clone, Copy)]
pub(super) struct Layout<'a> {
    /// Rows per unit: a mask and its complement (2), or single rows (1). Units are the draws.
    pub unit: usize,
    /// Evaluations in a block.
    pub block: usize,
    /// Reference of each row.
    pub references: &'a [usize],
}

impl Layout<'_> {
    /// Rows of each reference that has any.
    pub fn rows_by_reference(&self) -> Vec<Vec<usize>> {
        let mut out: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        self.references.iter().enumerate().for_each(|(i, &r)| out.entry(r).or_default().push(i));
        out.into_values().collect()
    }

    /// Numbers that a fit takes from the units: pairs tell nothing of the intercept.
    fn parameters(&self, superpixels: usize) -> usize {
        superpixels + usize::from(self.unit == 1)
    }
}

/// What the evaluations with one reference say.
pub(super) struct Own {
    /// Their rows, ascending.
    pub rows: Vec<usize>,
    pub moments: Moments,
}

/// Error of each chosen superpixel's coefficient within the references used.
///
/// The delete-one-group jackknife over 16 groups of units (pair p of a block is in group p mod 16; fewer
/// groups when there are fewer units), linearised: leaving group g out moves the coefficients by
/// (gram + α)⁻¹ Σ w (z − mean) r over its rows (Jaeckel 1972, "The infinitesimal jackknife"). The residuals
/// r are those of each reference's own regression, enlarged by √(n / (n − p)) for the p numbers that it
/// takes from n units. So the spread between references does not count as noise, and a nearly saturated
/// block (31 superpixels, 32 pairs) still has an honest error; refitting without a group would count the
/// one and could not be done for the other.
///
/// A reference with too few units for a regression of its own takes the residuals of the common one; while
/// that has too few as well, the whole spread of the output counts as noise.
pub(super) fn within_references(
    sample: Sample<'_>,
    layout: Layout<'_>,
    chosen: &[usize],
    (common, fit): (&Moments, &Fit),
    references: &[Own],
) -> Vec<f64> {
    let rows = sample.y.len();
    let units = rows / layout.unit;
    let parameters = layout.parameters(chosen.len());
    let mut residuals = vec![0.0; rows];
    let mut freedom = 0.0;
    for Own { rows: own_rows, moments } in references {
        let own_units = own_rows.len() / layout.unit;
        if own_units > parameters {
            let own = moments.ridge(chosen, 0.0);
            fill_residuals(sample, own_rows, chosen, Some(&own), own.intercept, &mut residuals);
            let left = (own_units - parameters) as f64;
            own_rows.iter().for_each(|&i| residuals[i] *= libm::sqrt(own_units as f64 / left));
            freedom += left;
        } else if units > parameters {
            fill_residuals(sample, own_rows, chosen, Some(fit), fit.intercept, &mut residuals);
            let left = (units - parameters) as f64 / units as f64;
            own_rows.iter().for_each(|&i| residuals[i] /= libm::sqrt(left));
            freedom += own_units as f64 * left;
        } else {
            fill_residuals(sample, own_rows, chosen, None, common.y_mean, &mut residuals);
            freedom += own_units as f64 * (units - 1) as f64 / units as f64;
        }
    }
    let groups = units.min(GROUPS);
    let mut moves = vec![DVector::<f64>::zeros(sample.masks.columns()); groups];
    let mut pulls = vec![0.0; groups];
    for (i, residual) in residuals.iter().enumerate() {
        let group = i / layout.unit % groups;
        let pull = sample.weights[i] * residual;
        pulls[group] += pull;
        sample.masks.ones(i).for_each(|c| moves[group][c] += pull);
    }
    let mut variances = vec![0.0; chosen.len()];
    for (sums, pull) in moves.iter().zip(&pulls) {
        let mut moved =
            DVector::from_fn(chosen.len(), |a, _| sums[chosen[a]] - pull * common.mean[chosen[a]]);
        fit.factor.solve_mut(&mut moved);
        variances.iter_mut().zip(moved.iter()).for_each(|(v, m)| *v += m * m);
    }
    let correction = groups as f64 / (groups - 1).max(1) as f64;
    let widening = student_over_normal((freedom as usize).min(groups - 1));
    variances.iter().map(|v| widening * libm::sqrt(v * correction)).collect()
}

/// y − intercept − Σ coefficients of what is on, for some rows.
fn fill_residuals(
    sample: Sample<'_>,
    rows: &[usize],
    chosen: &[usize],
    fit: Option<&Fit>,
    intercept: f64,
    residuals: &mut [f64],
) {
    let mut effects = vec![0.0; sample.masks.columns()];
    if let Some(fit) = fit {
        chosen.iter().zip(fit.coefficients.iter()).for_each(|(&c, &effect)| effects[c] = effect);
    }
    for &i in rows {
        residuals[i] = sample.y[i] - intercept - sample.masks.ones(i).map(|c| effects[c]).sum::<f64>();
    }
}

/// Error of each chosen superpixel's coefficient as a statement about all pictures like the references:
/// the standard deviation of the references' own coefficients (each from its whole blocks, same penalty)
/// over √R. `None` with fewer than two references that have a whole block.
pub(super) fn over_references(
    sample: Sample<'_>,
    layout: Layout<'_>,
    chosen: &[usize],
    alpha: f64,
    references: &[Own],
) -> Option<Vec<f64>> {
    let end = sample.y.len() / layout.block * layout.block;
    let fit = |Own { rows, moments }: &Own| {
        let whole = &rows[..rows.partition_point(|&row| row < end)];
        match whole.len() {
            0 => None,
            all if all == rows.len() => Some(moments.ridge(chosen, alpha).coefficients),
            _ => Some(Moments::new(sample, whole).ridge(chosen, alpha).coefficients),
        }
    };
    let fits: Vec<DVector<f64>> = references.iter().filter_map(fit).collect();
    if fits.len() < 2 {
        return None;
    }
    let count = fits.len() as f64;
    let widening = student_over_normal(fits.len() - 1);
    let error = |c: usize| {
        let mean = fits.iter().map(|f| f[c]).sum::<f64>() / count;
        let squares: f64 = fits.iter().map(|f| (f[c] - mean) * (f[c] - mean)).sum();
        widening * libm::sqrt(squares / (count - 1.0) / count)
    };
    Some((0..chosen.len()).map(error).collect())
}

/// Two-sided 95 % quantile of Student's t with `freedom` degrees (at least 1 is taken) over that of the
/// normal distribution.
pub(super) fn student_over_normal(freedom: usize) -> f64 {
    const TABLE: [f64; 30] = [
        12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281, 2.2010, 2.1788,
        2.1604, 2.1448, 2.1314, 2.1199, 2.1098, 2.1009, 2.0930, 2.0860, 2.0796, 2.0739, 2.0687, 2.0639,
        2.0595, 2.0555, 2.0518, 2.0484, 2.0452, 2.0423,
    ];
    let quantile = TABLE.get(freedom.max(1) - 1).copied().unwrap_or_else(|| {
        // The first terms of the Cornish–Fisher expansion (Abramowitz & Stegun 26.7.5).
        let (z, f) = (NORMAL_975, freedom as f64);
        z + (z * z * z + z) / (4.0 * f)
    });
    quantile / NORMAL_975
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn student_falls_to_the_normal_quantile() {
        let ratios: Vec<f64> = (1..200).map(student_over_normal).collect();
        assert!(ratios.windows(2).all(|w| w[0] >= w[1]));
        assert!((ratios[3] * NORMAL_975 - 2.7764).abs() < 1e-9);
        // t with 40 and 120 degrees: 2.0211 and 1.9799.
        assert!((ratios[39] * NORMAL_975 - 2.0211).abs() < 2e-3);
        assert!((ratios[119] * NORMAL_975 - 1.9799).abs() < 1e-3);
    }
}
