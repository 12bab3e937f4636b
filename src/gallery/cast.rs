//! The hundred characters, frozen as data in `cast.json`.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::character::{Accessory, Character};
use super::colour::Rgb;

/// A character with a name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CastMember {
    /// An invented name, unique in the cast.
    pub name: String,
    /// Looks.
    #[serde(flatten)]
    pub character: Character,
}

/// So many members at the end of the cast are near-twins of as many at its beginning: member
/// `cast().len() - SISTERS + i` differs from member `i` in the eye colour and one or two other traits.
pub const SISTERS: usize = 10;

/// The cast: a hundred characters whose looks and names are our own. The order never changes; models
/// and graphs number their classes by it.
///
/// The data is the file `cast.json`, a line per character, read at the first call. It was chosen by
/// [`newcomer`] over an earlier generator of characters (the best of 60 candidates, 90 times), the ten
/// sisters were derived from the first ten, and whoever resembled a known character was changed by
/// hand. It is edited as a file: changes to [`Character::from_seed`] do not reach it.
pub fn cast() -> &'static [CastMember] {
    static CAST: LazyLock<Vec<CastMember>> = LazyLock::new(|| {
        serde_json::from_str(include_str!("cast.json")).expect("a test reads the same file")
    });
    &CAST
}

/// Weighted number of visible differences between two characters, `0..=15.6`. Sisters are about 1 to 5
/// apart, unrelated members of the cast 13 on average.
pub fn difference(a: &Character, b: &Character) -> f64 {
    let far = |p: Rgb, q: Rgb| {
        let f = |x: u8, y: u8| f64::from(x.abs_diff(y)) / 255.0;
        (f(p.0, q.0) + f(p.1, q.1) + f(p.2, q.2)).min(1.0)
    };
    let step = |same: bool, weight: f64| if same { 0.0 } else { weight };
    4.0 * far(a.hair, b.hair)
        + 1.4 * far(a.cloth, b.cloth)
        + 1.2 * far(a.eye, b.eye)
        + far(a.skin, b.skin)
        + step(a.back == b.back, 2.4)
        + step(a.front == b.front, 1.8)
        + step(a.accessory == b.accessory, 2.2)
        + step(a.outfit == b.outfit, 1.6)
}

/// How worn-out the traits of a candidate already are.
fn staleness(taken: &[&Character], c: &Character) -> f64 {
    let uses = |same: &dyn Fn(&Character) -> bool| taken.iter().filter(|t| same(t)).count() as f64;
    1.5 * uses(&|t| t.hair == c.hair)
        + 1.1 * uses(&|t| t.back == c.back)
        + 0.9 * uses(&|t| t.front == c.front)
        + 1.1 * uses(&|t| t.accessory == c.accessory && c.accessory != Accessory::None)
        + 0.9 * uses(&|t| t.outfit == c.outfit)
}

/// A new character unlike those already `taken`: of 60 random candidates the one that is furthest from
/// its nearest neighbour and whose traits are worn least.
pub fn newcomer(taken: &[&Character], seed: u64) -> Character {
    let score = |c: &Character| {
        let nearest = taken.iter().map(|t| difference(t, c)).fold(9.0, f64::min);
        nearest - 0.5 * staleness(taken, c)
    };
    let first = Character::from_seed(seed);
    let rest = (1..60_u64).map(|i| Character::from_seed(seed.wrapping_add(i << 32)));
    let mut best = (score(&first), first);
    for candidate in rest {
        let s = score(&candidate);
        if s > best.0 {
            best = (s, candidate);
        }
    }
    best.1
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn the_cast_is_a_hundred_different_people() {
        let all = cast();
        assert_eq!(all.len(), 100);
        assert_eq!(all.iter().map(|m| &m.name).collect::<HashSet<_>>().len(), 100);
        for (i, a) in all.iter().enumerate() {
            let letters = a.name.chars().all(|c| c.is_ascii_alphabetic());
            assert!(letters && a.name.starts_with(|c: char| c.is_ascii_uppercase()), "{}", a.name);
            for b in &all[..i] {
                let d = difference(&a.character, &b.character);
                assert!(d > 0.7, "{} and {} look alike ({d:.2})", a.name, b.name);
            }
        }
    }

    #[test]
    fn the_last_ten_are_sisters_of_the_first_ten() {
        let all = cast();
        for i in 0..SISTERS {
            let (a, b) = (&all[i], &all[all.len() - SISTERS + i]);
            let d = difference(&a.character, &b.character);
            assert!(d < 4.5 && a.character.eye != b.character.eye, "{} and {}: {d:.2}", a.name, b.name);
            assert_eq!(a.name[..4], b.name[..4]);
        }
        let mut apart: Vec<f64> = Vec::new();
        for (i, a) in all.iter().enumerate() {
            apart.extend(all[..i].iter().map(|b| difference(&a.character, &b.character)));
        }
        let mean = apart.iter().sum::<f64>() / apart.len() as f64;
        assert!((12.0..14.0).contains(&mean), "{mean}");
    }

    #[test]
    fn the_file_is_written_as_it_is_read() {
        let lines: Vec<String> =
            cast().iter().map(|m| serde_json::to_string(m).expect("plain data")).collect();
        let tight = include_str!("cast.json").replace("\": ", "\":").replace(", \"", ",\"");
        assert_eq!(tight.trim_end(), format!("[\n{}\n]", lines.join(",\n")), "unknown or reordered fields");
    }

    #[test]
    fn a_newcomer_is_unlike_everybody() {
        let mut taken: Vec<&Character> = cast().iter().map(|m| &m.character).collect();
        let first = newcomer(&taken, 5);
        assert_eq!(first, newcomer(&taken, 5));
        taken.push(&first);
        let second = newcomer(&taken, 5);
        for c in [&first, &second] {
            let near = taken.iter().filter(|t| **t != c).map(|t| difference(t, c)).fold(99.0, f64::min);
            assert!(near > 2.0, "{near}");
        }
    }
}
