//! What the product spends its time on, piece by piece: `cargo bench`.
#![cfg(not(target_arch = "wasm32"))]

mod kernels;
mod superpixels;
mod surrogate;

use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};

criterion_group! {
    name = all;
    config = Criterion::default().warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(3));
    targets = superpixels::bench, kernels::bench, surrogate::bench
}
criterion_main!(all);
