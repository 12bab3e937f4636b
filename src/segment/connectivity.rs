//! Makes every superpixel one piece.

/// Not yet part of any piece.
const NONE: u32 = u32::MAX;

/// Relabels row-major `labels` so that every label is one 4-connected piece, 0, 1, … in order of the
/// first pixel: a piece grows breadth first (right, left, down, up) until it has `max_size` pixels, and
/// a piece of fewer than `min_size` pixels joins the neighbouring piece it touched last. A first piece
/// that is too small lends its label to the second. Matched to scikit-image 0.26.0.
///
/// Labels of the result must fit 16 bits: `labels.len() / max(min_size, 1)` is below 65 536.
pub(super) fn enforce(labels: &[u16], width: usize, min_size: usize, max_size: usize) -> Vec<u16> {
    let mut pieces = vec![NONE; labels.len()];
    let mut piece = 0;
    // Pixels of a piece, each with its column.
    let mut members = Vec::with_capacity(max_size.min(labels.len()));
    for start in 0..labels.len() {
        if pieces[start] != NONE {
            continue;
        }
        let mut touched = piece;
        members.clear();
        members.push((start, start % width));
        pieces[start] = piece;
        let mut visited = 0;
        while visited < members.len() && members.len() < max_size {
            let (at, x) = members[visited];
            visited += 1;
            let near = [
                (x + 1 < width).then(|| (at + 1, x + 1)),
                (x > 0).then(|| (at - 1, x - 1)),
                (at + width < labels.len()).then(|| (at + width, x)),
                (at >= width).then(|| (at - width, x)),
            ];
            for (next, x) in near.into_iter().flatten() {
                if pieces[next] == NONE && labels[next] == labels[start] {
                    pieces[next] = piece;
                    members.push((next, x));
                    if members.len() >= max_size {
                        break;
                    }
                } else if pieces[next] != NONE && pieces[next] != piece {
                    touched = pieces[next];
                }
            }
        }
        if members.len() < min_size {
            for &(member, _) in &members {
                pieces[member] = touched;
            }
        } else {
            piece += 1;
        }
    }
    pieces.into_iter().map(|p| u16::try_from(p).expect("the caller bounds the number of pieces")).collect()
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    /// Label maps before and after scikit-image's own step (`make.py` says how they are made).
    #[test]
    fn equals_scikit_image() {
        let known = include_str!("../../tests/golden/slic/connectivity.txt");
        let numbers = |text: &str| text.split_whitespace().map(|t| t.parse().unwrap()).collect::<Vec<u16>>();
        let mut cases = 0;
        for line in known.lines() {
            let parts: Vec<_> = line.split('|').map(numbers).collect();
            let [width, _, low, high] = std::array::from_fn(|i| usize::from(parts[0][i]));
            assert_eq!(enforce(&parts[1], width, low, high), parts[2], "{line}");
            cases += 1;
        }
        assert_eq!(cases, 60);
    }
}
