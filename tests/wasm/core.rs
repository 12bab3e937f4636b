//! The core gives the same bits in the browser as natively.

use moelens::explain::{Design, DesignKind};
use moelens::gallery::{Variation, cast, draw, draw_mask};
use moelens::picture::{decode, sha256_hex};
use moelens::segment::{SELF_TEST_DIGEST, self_test_digest};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn superpixels_are_those_of_native_code() {
    assert_eq!(self_test_digest(), SELF_TEST_DIGEST);
}

#[wasm_bindgen_test]
fn masks_of_a_seed_are_those_of_native_code() {
    let masks = Design::new(DesignKind::HadamardFoldover, 7, 12).expect("12 superpixels").masks(0..4);
    let text: Vec<String> = (0..4).map(|i| masks.text(i)).collect();
    assert_eq!(text, ["001101110010", "110010001101", "110100010110", "001011101001"]);
}

#[wasm_bindgen_test]
fn the_cast_is_drawn_as_natively() {
    // The same bytes as `cast_hash` in tests/gallery.rs.
    let mut all = String::new();
    for (member, seed) in cast().iter().zip(0..) {
        all += &member.name;
        for va in [Variation::neutral(), Variation::training(seed), Variation::held_out(seed)] {
            all += &draw(&member.character, &va);
            all += &draw_mask(&member.character, &va);
        }
    }
    assert_eq!(sha256_hex(all.as_bytes()), include_str!("../golden/gallery/cast.sha256").trim());
}

#[wasm_bindgen_test]
fn shipped_pictures_are_decoded() {
    let shipped = decode(include_bytes!("../../models/gallery/orimaya-1.webp")).expect("a picture");
    assert_eq!((shipped.picture.width(), shipped.picture.height()), (256, 256));
}
