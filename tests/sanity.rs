//! An explanation depends on the model: with a randomised head it is another one.
#![cfg(not(target_arch = "wasm32"))]

// Tests and examples share them, each uses a part.
#[allow(dead_code)]
#[path = "../examples/support/randomised.rs"]
mod randomised;
#[allow(dead_code)]
#[path = "../examples/support/source.rs"]
mod source;

use moelens::explain::agreement::rank_correlation;
use randomised::Gallery;

/// Over 50 gallery pictures the order of the superpixels correlates with the randomised head's by less than
/// 0.2 on average, and the shipped head's explanation is no constant.
#[test]
fn a_randomised_head_gives_another_explanation() {
    let lane = |classes: std::ops::Range<usize>| {
        let mut gallery = Gallery::load().expect("the shipped model");
        let rho = |class| {
            let found = gallery.compare(class, 64).expect("a gallery picture");
            rank_correlation(&found.truth, &found.random).expect("weights that differ")
        };
        classes.map(rho).collect::<Vec<f64>>()
    };
    let all = std::thread::scope(|scope| {
        let (first, second) = (scope.spawn(|| lane(0..25)), scope.spawn(|| lane(25..50)));
        [first, second].map(|l| l.join().expect("a lane")).concat()
    });
    let mean = all.iter().sum::<f64>() / all.len() as f64;
    println!("mean rank correlation {mean:+.3} over {} pictures", all.len());
    assert!(mean.abs() < 0.2, "mean rank correlation {mean:+.3}");
}
