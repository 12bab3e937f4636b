//! What training minimises, as a function of one vector.

use super::matrix::{CHUNK, PANEL, Packed};
use argmin::core::{CostFunction, Error, Gradient};
use std::cell::RefCell;

/// Mean weighted log-loss plus penalty, with its gradient:
///
/// `F = Σᵢ sᵢ · (ln Σⱼ exp zᵢⱼ − zᵢ,yᵢ) / S + ‖W‖² / (2 C S)`, `S = Σᵢ sᵢ`, `zᵢ = W xᵢ + b`.
///
/// The vector is `[panel][feature][class of the panel]` of `W / step`, then `[panel][class of the
/// panel]` of `b / bias_step`; places that pad stay 0. The steps make curvatures comparable.
pub(super) struct Objective<'a> {
    pub(super) data: &'a Packed,
    /// Class of each row.
    pub(super) labels: &'a [usize],
    /// `sᵢ / S` of each row.
    pub(super) shares: &'a [f64],
    pub(super) classes: usize,
    /// `1 / (C S)`.
    pub(super) penalty: f64,
    pub(super) step: f64,
    pub(super) bias_step: f64,
    pub(super) budget: usize,
}

/// The value of the objective at one vector.
#[derive(Clone)]
pub(super) struct Evaluation {
    pub(super) vector: Vec<f64>,
    pub(super) value: f64,
    /// The mean weighted log-loss alone.
    pub(super) loss: f64,
    pub(super) gradient: Vec<f64>,
}

impl Objective<'_> {
    pub(super) fn panels(&self) -> usize {
        self.classes.div_ceil(PANEL)
    }

    /// Numbers of the vector that belong to `W`.
    pub(super) fn weights_len(&self) -> usize {
        self.panels() * self.data.padded() * PANEL
    }

    /// Length of the vector.
    pub(super) fn len(&self) -> usize {
        self.weights_len() + self.panels() * PANEL
    }

    /// Where the weight of `feature` for `class` lies in the vector.
    pub(super) fn at(&self, class: usize, feature: usize) -> usize {
        (class / PANEL * self.data.padded() + feature) * PANEL + class % PANEL
    }

    /// The value and its gradient.
    pub(super) fn evaluate(&self, vector: &[f64]) -> Evaluation {
        let (weights, bias) = vector.split_at(self.weights_len());
        let narrow: Vec<f32> = weights.iter().map(|&u| (u * self.step) as f32).collect();
        let bias: Vec<f64> = bias.iter().map(|&v| v * self.bias_step).collect();
        let mut gradient = vec![0.0; vector.len()];
        let (by_weight, by_bias) = gradient.split_at_mut(self.weights_len());
        let mut loss = 0.0;
        let mut scores = vec![0.0f64; self.panels() * CHUNK * PANEL];
        let mut residuals = vec![0.0f32; scores.len()];
        for chunk in 0..self.data.chunks() {
            scores.fill(0.0);
            residuals.fill(0.0);
            self.data.times(chunk, &narrow, &mut scores);
            let first = chunk * CHUNK;
            for row in first..self.data.rows().min(first + CHUNK) {
                loss += self.row(row, &scores, &bias, &mut residuals, by_bias);
            }
            self.data.transposed_times(chunk, &residuals, by_weight);
        }
        let mut square = 0.0;
        for (g, &u) in by_weight.iter_mut().zip(weights) {
            let w = u * self.step;
            square += w * w;
            *g = (*g + self.penalty * w) * self.step;
        }
        by_bias.iter_mut().for_each(|g| *g *= self.bias_step);
        Evaluation { vector: vector.to_vec(), value: loss + 0.5 * self.penalty * square, loss, gradient }
    }

    /// One row's share of the loss; its residuals `(p − y) · share` go to their places and to the
    /// gradient of the bias.
    fn row(
        &self,
        row: usize,
        scores: &[f64],
        bias: &[f64],
        residuals: &mut [f32],
        by_bias: &mut [f64],
    ) -> f64 {
        let place = |class: usize| (class / PANEL * CHUNK + row % CHUNK) * PANEL + class % PANEL;
        let mut top = f64::NEG_INFINITY;
        let mut z: Vec<f64> = Vec::with_capacity(self.classes);
        for (class, b) in bias.iter().enumerate().take(self.classes) {
            z.push(scores[place(class)] + b);
            if z[class] > top {
                top = z[class];
            }
        }
        let label = self.labels[row];
        let own = z[label] - top;
        let mut sum = 0.0;
        for z in &mut z {
            *z = libm::exp(*z - top);
            sum += *z;
        }
        let share = self.shares[row];
        for (class, power) in z.iter().enumerate() {
            let hit = if class == label { 1.0 } else { 0.0 };
            let residual = (power / sum - hit) * share;
            residuals[place(class)] = residual as f32;
            by_bias[class] += residual;
        }
        share * (libm::log(sum) - own)
    }
}

/// The objective as the solver sees it. Value and gradient of a vector come from one evaluation;
/// the best vector so far is kept, so that a line search that gives up loses nothing.
pub(super) struct Problem<'a> {
    pub(super) objective: &'a Objective<'a>,
    pub(super) trace: &'a RefCell<Trace>,
}

/// What the solver has seen.
pub(super) struct Trace {
    pub(super) last: Evaluation,
    pub(super) best: Evaluation,
    pub(super) evaluations: usize,
}

/// Why the solver was stopped from inside.
#[derive(Debug, thiserror::Error)]
enum Stop {
    #[error("the budget of {0} evaluations is spent")]
    Budget(usize),
    #[error("the line search left the numbers")]
    NotFinite,
}

impl Problem<'_> {
    fn visit<T>(&self, vector: &[f64], take: impl Fn(&Evaluation) -> T) -> Result<T, Error> {
        let mut trace = self.trace.borrow_mut();
        if trace.last.vector != vector {
            if trace.evaluations >= self.objective.budget {
                return Err(Stop::Budget(self.objective.budget).into());
            }
            let evaluation = self.objective.evaluate(vector);
            if !evaluation.value.is_finite() {
                return Err(Stop::NotFinite.into());
            }
            trace.evaluations += 1;
            if evaluation.value < trace.best.value {
                trace.best = evaluation.clone();
            }
            trace.last = evaluation;
        }
        Ok(take(&trace.last))
    }
}

impl CostFunction for Problem<'_> {
    type Param = Vec<f64>;
    type Output = f64;

    fn cost(&self, vector: &Vec<f64>) -> Result<f64, Error> {
        self.visit(vector, |e| e.value)
    }
}

impl Gradient for Problem<'_> {
    type Param = Vec<f64>;
    type Gradient = Vec<f64>;

    fn gradient(&self, vector: &Vec<f64>) -> Result<Vec<f64>, Error> {
        self.visit(vector, |e| e.gradient.clone())
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn value_and_gradient_equal_the_naive_ones(rows in 2usize..80, features in 1usize..9, classes in 2usize..11, seed: u64) {
            let mut rng = ChaCha8Rng::seed_from_u64(seed);
            let x: Vec<f32> = (0..rows * features).map(|_| rng.random_range(-1.0f32..1.0)).collect();
            let labels: Vec<usize> = (0..rows).map(|_| rng.random_range(0..classes as u32) as usize).collect();
            let shares: Vec<f64> = (0..rows).map(|_| rng.random_range(0.5..1.5) / rows as f64).collect();
            let data = Packed::new(rows, features, |i| x[i * features..(i + 1) * features].to_vec());
            let (step, bias_step, penalty) = (1.7, 0.6, 0.3);
            let objective = Objective {
                data: &data, labels: &labels, shares: &shares, classes, penalty, step, bias_step, budget: 1,
            };
            let mut vector = vec![0.0; objective.len()];
            let bias_at = |c: usize| objective.weights_len() + c;
            let places: Vec<usize> = (0..classes)
                .flat_map(|c| (0..features).map(move |f| (c, f)))
                .map(|(c, f)| objective.at(c, f))
                .chain((0..classes).map(bias_at))
                .collect();
            places.iter().for_each(|&at| vector[at] = rng.random_range(-1.0..1.0));

            let naive = |vector: &[f64]| -> f64 {
                let mut value = 0.0;
                for i in 0..rows {
                    let z: Vec<f64> = (0..classes)
                        .map(|c| {
                            let dot: f64 = (0..features)
                                .map(|f| vector[objective.at(c, f)] * step * f64::from(x[i * features + f]))
                                .sum();
                            dot + vector[bias_at(c)] * bias_step
                        })
                        .collect();
                    let sum: f64 = z.iter().map(|z| z.exp()).sum();
                    value += shares[i] * (sum.ln() - z[labels[i]]);
                }
                let square: f64 = vector[..objective.weights_len()].iter().map(|u| (u * step).powi(2)).sum();
                value + penalty / 2.0 * square
            };
            let found = objective.evaluate(&vector);
            prop_assert!((found.value - naive(&vector)).abs() < 1e-6);
            for &at in &places {
                let mut moved = vector.clone();
                moved[at] += 1e-4;
                let above = naive(&moved);
                moved[at] -= 2e-4;
                let slope = (above - naive(&moved)) / 2e-4;
                prop_assert!((found.gradient[at] - slope).abs() < 1e-6, "{} {slope}", found.gradient[at]);
            }
            let padding: f64 = (0..objective.len()).filter(|at| !places.contains(at)).map(|at| found.gradient[at].abs()).sum();
            prop_assert_eq!(padding, 0.0);
        }
    }
}
