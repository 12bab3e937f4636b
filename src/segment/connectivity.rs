//! Makes every superpixel one piece.

/// Not yet part of any piece; no label.
const NONE: u32 = u32::MAX;

/// Relabels row-major `labels` so that every label is one 4-connected piece, 0, 1, … in order of the
/// first pixel: a piece grows breadth first (right, left, down, up) until it has `max_size` pixels, and
/// a piece of fewer than `min_size` pixels joins the neighbouring piece it touched last. A first piece
/// that is too small lends its label to the second. Matched to scikit-image 0.26.0.
///
/// Labels of the result must fit 16 bits: `width * height / max(min_size, 1)` is below 65 536.
pub(super) fn enforce(
    labels: &[u16],
    (width, height): (usize, usize),
    min_size: usize,
    max_size: usize,
) -> Vec<u16> {
    // A frame around the picture that belongs to no piece and has no label saves every question for the edge.
    let across = width + 2;
    let mut framed = vec![NONE; across * (height + 2)];
    for (to, row) in framed[across..].chunks_exact_mut(across).zip(labels.chunks_exact(width)) {
        for (to, &label) in to[1..].iter_mut().zip(row) {
            *to = u32::from(label);
        }
    }
    let mut pieces = vec![NONE; framed.len()];
    let mut piece = 0;
    let mut members = Vec::with_capacity(max_size.min(labels.len()));
    for start in (1..=height).flat_map(|y| y * across + 1..y * across + 1 + width) {
        if pieces[start] != NONE {
            continue;
        }
        let label = framed[start];
        let mut touched = piece;
        members.clear();
        members.push(start as u32);
        pieces[start] = piece;
        let mut visited = 0;
        while visited < members.len() && members.len() < max_size {
            let at = members[visited] as usize;
            visited += 1;
            for next in [at + 1, at - 1, at + across, at - across] {
                let other = pieces[next];
                if other == NONE {
                    if framed[next] == label {
                        pieces[next] = piece;
                        members.push(next as u32);
                        if members.len() >= max_size {
                            break;
                        }
                    }
                } else if other != piece {
                    touched = other;
                }
            }
        }
        if members.len() < min_size {
            for &member in &members {
                pieces[member as usize] = touched;
            }
        } else {
            piece += 1;
        }
    }
    let rows = pieces[across..].chunks_exact(across).take(height);
    let inside = rows.flat_map(|row| &row[1..=width]);
    inside.map(|&p| u16::try_from(p).expect("the caller bounds the number of pieces")).collect()
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
            let [width, height, low, high] = std::array::from_fn(|i| usize::from(parts[0][i]));
            assert_eq!(enforce(&parts[1], (width, height), low, high), parts[2], "{line}");
            cases += 1;
        }
        assert_eq!(cases, 60);
    }
}
