//! Explanations: designs, fills, kernel, surrogate, error bars.
