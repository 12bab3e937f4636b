//! Any bytes as a saved explanation, and as the file of a trained head: what they hold, or an error in words.
#![no_main]

use libfuzzer_sys::fuzz_target;
use moelens::explain::{Report, Target, ViewParams, explain};
use moelens::model::LinearHead;

fuzz_target!(|bytes: &[u8]| {
    let _ = LinearHead::from_safetensors(bytes);
    let Ok(report) = serde_json::from_slice::<Report>(bytes) else { return };
    let Ok(evaluations) = report.evaluations() else { return };
    let place = |name: &str| report.model.classes.iter().position(|c| c == name);
    let (Some(class), Some(rival)) = (place(&report.target.class), place(&report.target.rival)) else {
        return;
    };
    let target = Target { class, rival, scale: report.target.scale };
    let view = ViewParams {
        kernel_width: report.surrogate.kernel_width,
        alpha: report.surrogate.alpha,
        feature_selection: report.surrogate.feature_selection,
        ..ViewParams::new(target)
    };
    let _ = explain(&evaluations, &view);
    (0..evaluations.planned()).for_each(|i| _ = evaluations.setup().reference_of(i));
});
