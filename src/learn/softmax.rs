//! Multinomial logistic regression with an L2 penalty, by L-BFGS.
//!
//! The objective is scikit-learn's (1.9, `LogisticRegression(C=…, solver="lbfgs")` with its default
//! L2 penalty): `C · Σᵢ sᵢ · loss(xᵢ, yᵢ) + ½ ‖W‖²`, the intercept not penalised, `sᵢ` the weight of
//! the row's class. It is strictly convex in `W`, so the optimum is the same whatever the solver;
//! `argmin`'s L-BFGS with the line search of Moré and Thuente finds it. Two changes of variable that
//! leave the optimum where it is make it quicker: rows are centred on their mean (the intercept
//! takes that up) and `W` is measured in units of the data's spread.

use super::matrix::Packed;
use super::objective::{Objective, Problem, Trace};
use super::{Labelled, LearnError};
use crate::model::EmbeddingScale;
use crate::model::head::dot;
use argmin::core::Executor;
use argmin::solver::linesearch::MoreThuenteLineSearch;
use argmin::solver::quasinewton::LBFGS;
use std::cell::RefCell;

/// Pairs of steps and gradient changes that L-BFGS remembers.
const MEMORY: usize = 20;

/// How much each row counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClassWeights {
    /// Every row alike.
    Uniform,
    /// `rows / (classes · rows of its class)`, scikit-learn's "balanced".
    Balanced,
}

/// What a fit needs besides its data.
#[derive(Clone, Copy, Debug)]
pub struct SoftmaxParams {
    /// Inverse strength of the penalty, above 0; λ = 1 / C.
    pub c: f64,
    /// How much each row counts.
    pub class_weights: ClassWeights,
    /// Stop when the gradient of the mean loss (in units of the data's spread) is shorter than this.
    pub tolerance: f64,
    /// Stop after this many evaluations of the objective.
    pub max_evaluations: usize,
}

/// A fitted regression, `z = W · scale(x) + b`.
#[derive(Clone, Debug, PartialEq)]
pub struct SoftmaxFit {
    /// `classes × dimension`, row-major.
    pub weights: Vec<f32>,
    /// One intercept per class; they sum to 0 (a common shift changes no probability).
    pub bias: Vec<f32>,
    /// `C · Σ sᵢ · loss + ½ ‖W‖²` at the end.
    pub objective: f64,
    /// Mean weighted log-loss of the training rows, in nats.
    pub log_loss: f64,
    /// Evaluations of the objective and its gradient.
    pub evaluations: usize,
    /// Length of the gradient at the end, in the units of [`SoftmaxParams::tolerance`].
    pub gradient: f64,
}

/// Fits the rows `rows` of `data`, scaled by `scale`, beginning at `start` (or at 0).
///
/// # Errors
/// [`LearnError::TooFew`] when a class has none of the rows, [`LearnError::Parameter`] when a
/// parameter is out of its range.
///
/// # Panics
/// When a row number is out of range or `start` has another shape.
pub fn fit(
    data: &Labelled,
    rows: &[usize],
    scale: &EmbeddingScale,
    params: &SoftmaxParams,
    start: Option<&SoftmaxFit>,
) -> Result<SoftmaxFit, LearnError> {
    check(params)?;
    let (classes, dimension) = (data.classes(), data.embeddings.dimension());
    let counts = data.counts(rows);
    if let Some(empty) = counts.iter().position(|&n| n == 0) {
        return Err(LearnError::TooFew { class: data.names()[empty].clone(), needed: 1, found: 0 });
    }
    let labels: Vec<usize> = rows.iter().map(|&r| data.labels()[r]).collect();
    let row_weight = |label: usize| match params.class_weights {
        ClassWeights::Uniform => 1.0,
        ClassWeights::Balanced => rows.len() as f64 / (classes as f64 * counts[label] as f64),
    };
    let total: f64 = labels.iter().map(|&l| row_weight(l)).sum();
    let shares: Vec<f64> = labels.iter().map(|&l| row_weight(l) / total).collect();

    let scaled = |i: usize| scale.apply(data.embeddings.row(rows[i]));
    let mean = mean_of(rows.len(), dimension, scaled);
    let mut spread = 0.0;
    let packed = Packed::new(rows.len(), dimension, |i| {
        let row: Vec<f32> = scaled(i).iter().zip(&mean).map(|(&x, &m)| (f64::from(x) - m) as f32).collect();
        spread += dot(&row, &row) / rows.len() as f64;
        row
    });
    let unit = (classes as f64).sqrt();
    let step = if spread > 0.0 { unit / spread.sqrt() } else { 1.0 };
    let objective = Objective {
        data: &packed,
        labels: &labels,
        shares: &shares,
        classes,
        penalty: 1.0 / (params.c * total),
        step,
        bias_step: unit,
        budget: params.max_evaluations,
    };

    let first = start.map_or_else(|| vec![0.0; objective.len()], |fit| to_vector(&objective, fit, &mean));
    let trace = RefCell::new({
        let evaluation = objective.evaluate(&first);
        Trace { last: evaluation.clone(), best: evaluation, evaluations: 1 }
    });
    minimise(&objective, &trace, first, params.tolerance);
    let Trace { best, evaluations, .. } = trace.into_inner();
    let length = best.gradient.iter().map(|g| g * g).sum::<f64>().sqrt();
    let (weights, bias) = from_vector(&objective, &best.vector, &mean);
    Ok(SoftmaxFit {
        weights,
        bias,
        objective: best.value * params.c * total,
        log_loss: best.loss,
        evaluations,
        gradient: length,
    })
}

/// Runs the solver; what it found is in `trace`. It ends at the tolerance, when the value no longer
/// changes, when the budget is spent, or when rounding leaves no descent direction; each is a
/// regular end, because the best vector is kept.
fn minimise(objective: &Objective, trace: &RefCell<Trace>, first: Vec<f64>, tolerance: f64) {
    let solver = LBFGS::new(MoreThuenteLineSearch::new(), MEMORY)
        .with_tolerance_grad(tolerance)
        .and_then(|s| s.with_tolerance_cost(f64::EPSILON))
        .expect("tolerances are not negative");
    let problem = Problem { objective, trace };
    let run =
        Executor::new(problem, solver).configure(|state| state.param(first)).ctrlc(false).timer(false).run();
    drop(run);
}

fn check(params: &SoftmaxParams) -> Result<(), LearnError> {
    let parameter =
        |name, expected, found: f64| LearnError::Parameter { name, expected, found: found.to_string() };
    if !(params.c >= 1e-9 && params.c <= 1e9) {
        return Err(parameter("C", "from 1e-9 to 1e9", params.c));
    }
    if !(params.tolerance > 0.0 && params.tolerance < 1.0) {
        return Err(parameter("the tolerance", "above 0 and below 1", params.tolerance));
    }
    if params.max_evaluations == 0 {
        return Err(parameter("the number of evaluations", "at least 1", 0.0));
    }
    Ok(())
}

/// Mean of `rows` vectors, in `f64`.
pub(super) fn mean_of(rows: usize, dimension: usize, row: impl Fn(usize) -> Vec<f32>) -> Vec<f64> {
    let mut mean = vec![0.0; dimension];
    for i in 0..rows {
        mean.iter_mut().zip(row(i)).for_each(|(m, x)| *m += f64::from(x));
    }
    mean.iter_mut().for_each(|m| *m /= rows.max(1) as f64);
    mean
}

fn to_vector(objective: &Objective, fit: &SoftmaxFit, mean: &[f64]) -> Vec<f64> {
    let mut vector = vec![0.0; objective.len()];
    for (class, w) in fit.weights.chunks_exact(mean.len()).enumerate() {
        let mut bias = f64::from(fit.bias[class]);
        for (feature, (&w, m)) in w.iter().zip(mean).enumerate() {
            vector[objective.at(class, feature)] = f64::from(w) / objective.step;
            bias += f64::from(w) * m;
        }
        vector[objective.weights_len() + class] = bias / objective.bias_step;
    }
    vector
}

fn from_vector(objective: &Objective, vector: &[f64], mean: &[f64]) -> (Vec<f32>, Vec<f32>) {
    let mut weights = Vec::with_capacity(objective.classes * mean.len());
    let mut bias = Vec::with_capacity(objective.classes);
    for class in 0..objective.classes {
        let mut b = vector[objective.weights_len() + class] * objective.bias_step;
        for (feature, m) in mean.iter().enumerate() {
            let w = vector[objective.at(class, feature)] * objective.step;
            b -= w * m;
            weights.push(w as f32);
        }
        bias.push(b);
    }
    let shift = bias.iter().sum::<f64>() / bias.len() as f64;
    (weights, bias.iter().map(|b| (b - shift) as f32).collect())
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::learn::Embeddings;
    use crate::learn::synthetic::blobs;

    fn params(c: f64) -> SoftmaxParams {
        SoftmaxParams { c, class_weights: ClassWeights::Uniform, tolerance: 1e-5, max_evaluations: 500 }
    }

    #[test]
    fn a_fit_is_the_same_twice_and_from_another_start() {
        let blobs = blobs(5, 20, 16, 0.6, 3);
        let data = blobs.labelled();
        let rows: Vec<usize> = (0..data.labels().len()).collect();
        let scale = EmbeddingScale::L2 { factor: 8.0 };
        let once = fit(&data, &rows, &scale, &params(1.0), None).unwrap();
        assert!(once.gradient <= 1e-5, "{once:?}");
        assert_eq!(fit(&data, &rows, &scale, &params(1.0), None).unwrap(), once);
        let weak = fit(&data, &rows, &scale, &params(0.01), None).unwrap();
        let warm = fit(&data, &rows, &scale, &params(1.0), Some(&weak)).unwrap();
        assert!((warm.objective / once.objective - 1.0).abs() < 1e-5);
        let again = fit(&data, &rows, &scale, &params(1.0), Some(&once)).unwrap();
        assert!(again.evaluations < once.evaluations / 2, "{} {}", again.evaluations, once.evaluations);
    }

    #[test]
    fn balanced_weights_equal_repeated_rows() {
        let blobs = blobs(3, 12, 6, 1.2, 8);
        let data = blobs.labelled();
        let scale = EmbeddingScale::L2 { factor: 3.0 };
        // Class 0 has 4 rows, the others 12; repeating it three times balances them.
        let few: Vec<usize> = (0..36).filter(|r| data.labels()[*r] > 0 || r % 3 == 0).collect();
        let mut repeated = few.clone();
        let rare: Vec<usize> = few.iter().copied().filter(|&r| data.labels()[r] == 0).collect();
        repeated.extend(rare.iter().chain(&rare));
        let balanced = SoftmaxParams { class_weights: ClassWeights::Balanced, ..params(36.0 / 28.0) };
        let a = fit(&data, &few, &scale, &balanced, None).unwrap();
        let b = fit(&data, &repeated, &scale, &params(1.0), None).unwrap();
        for (a, b) in a.weights.iter().zip(&b.weights) {
            assert!((a - b).abs() < 1e-3, "{a} {b}");
        }
    }

    #[test]
    fn one_budgeted_evaluation_is_a_regular_end() {
        let blobs = blobs(3, 10, 4, 0.5, 1);
        let rows: Vec<usize> = (0..30).collect();
        let short = SoftmaxParams { max_evaluations: 1, ..params(1.0) };
        let fit = fit(&blobs.labelled(), &rows, &EmbeddingScale::L2 { factor: 1.0 }, &short, None).unwrap();
        assert!(fit.gradient > 1e-2);
        assert!((fit.log_loss - 3f64.ln()).abs() < 1e-9);
    }

    #[test]
    fn constant_embeddings_give_the_frequencies() {
        let data = [1.0f32; 8];
        let names = ["a".to_string(), "b".to_string()];
        let data = Labelled::new(Embeddings::new(&data, 2).unwrap(), &[0, 0, 0, 1], &names).unwrap();
        let fit = fit(&data, &[0, 1, 2, 3], &EmbeddingScale::L2 { factor: 1.0 }, &params(1.0), None).unwrap();
        assert!((f64::from(fit.bias[0] - fit.bias[1]) - 3f64.ln()).abs() < 1e-4);
    }

    #[test]
    fn a_class_without_rows_and_wrong_parameters_are_refused() {
        let blobs = blobs(3, 4, 4, 0.5, 1);
        let data = blobs.labelled();
        let scale = EmbeddingScale::L2 { factor: 1.0 };
        let rows: Vec<usize> = (0..12).filter(|&r| data.labels()[r] != 1).collect();
        assert!(matches!(
            fit(&data, &rows, &scale, &params(1.0), None),
            Err(LearnError::TooFew { found: 0, .. })
        ));
        for c in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(matches!(fit(&data, &rows, &scale, &params(c), None), Err(LearnError::Parameter { .. })));
        }
    }
}
