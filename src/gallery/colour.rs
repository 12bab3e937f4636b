//! Colours and the mixing rules behind shadows, lines and highlights.

use serde::{Deserialize, Serialize};

/// An opaque sRGB colour: red, green, blue in `0..=255`. Stored and shown as `#rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Rgb(pub u8, pub u8, pub u8);

/// Text that is not a colour.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a colour as #rrggbb, found {found:?}")]
pub struct ColourError {
    /// What was found instead.
    pub found: String,
}

impl std::str::FromStr for Rgb {
    type Err = ColourError;

    /// From `#rrggbb`.
    fn from_str(text: &str) -> Result<Rgb, ColourError> {
        let digits =
            text.strip_prefix('#').filter(|h| h.len() == 6 && h.bytes().all(|b| b.is_ascii_hexdigit()));
        let value = digits.and_then(|h| u32::from_str_radix(h, 16).ok());
        value.map(Rgb::hex).ok_or_else(|| ColourError { found: text.to_string() })
    }
}

impl TryFrom<String> for Rgb {
    type Error = ColourError;

    fn try_from(text: String) -> Result<Rgb, ColourError> {
        text.parse()
    }
}

impl std::fmt::Display for Rgb {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

impl From<Rgb> for String {
    fn from(colour: Rgb) -> String {
        colour.to_string()
    }
}

fn byte(v: f64) -> u8 {
    v.round().clamp(0.0, 255.0) as u8
}

impl Rgb {
    /// From `0xRRGGBB`.
    pub const fn hex(v: u32) -> Rgb {
        Rgb((v >> 16) as u8, (v >> 8) as u8, v as u8)
    }

    /// As `#rrggbb`, or `#rgb` where that says the same: for the SVG.
    pub(crate) fn css(self) -> String {
        let long = [self.0, self.1, self.2];
        if long.iter().all(|v| v % 17 == 0) {
            return format!("#{:x}{:x}{:x}", self.0 / 17, self.1 / 17, self.2 / 17);
        }
        self.to_string()
    }

    /// From hue in turns, saturation and lightness in `0..=1`.
    pub fn hsl(h: f64, s: f64, l: f64) -> Rgb {
        let h = (h - h.floor()) * 12.0;
        let a = s * l.min(1.0 - l);
        let f = |n: f64| {
            let k = (n + h) % 12.0;
            byte(255.0 * (l - a * (k - 3.0).min(9.0 - k).clamp(-1.0, 1.0)))
        };
        Rgb(f(0.0), f(8.0), f(4.0))
    }

    /// Hue in turns, saturation, lightness.
    pub fn to_hsl(self) -> (f64, f64, f64) {
        let v = [self.0, self.1, self.2].map(|x| f64::from(x) / 255.0);
        let max = v[0].max(v[1]).max(v[2]);
        let min = v[0].min(v[1]).min(v[2]);
        let (l, d) = ((max + min) / 2.0, max - min);
        if d < 1e-9 {
            return (0.0, 0.0, l);
        }
        let h = if max == v[0] {
            (v[1] - v[2]) / d + 6.0
        } else if max == v[1] {
            (v[2] - v[0]) / d + 2.0
        } else {
            (v[0] - v[1]) / d + 4.0
        };
        let s = d / (1.0 - (2.0 * l - 1.0).abs());
        (h / 6.0 - (h / 6.0).floor(), s, l)
    }

    /// Perceived lightness in `0..=1`.
    pub fn luma(self) -> f64 {
        (0.299 * f64::from(self.0) + 0.587 * f64::from(self.1) + 0.114 * f64::from(self.2)) / 255.0
    }

    /// Towards `o` by `t`.
    pub fn mix(self, o: Rgb, t: f64) -> Rgb {
        let f = |a: u8, b: u8| byte(f64::from(a) * (1.0 - t) + f64::from(b) * t);
        Rgb(f(self.0, o.0), f(self.1, o.1), f(self.2, o.2))
    }

    /// Channel-wise product, as light of that colour would do.
    pub(crate) fn tint(self, k: [f64; 3]) -> Rgb {
        let f = |a: u8, m: f64| byte(f64::from(a) * m);
        Rgb(f(self.0, k[0]), f(self.1, k[1]), f(self.2, k[2]))
    }

    /// Cel shadow: darker and a little cooler.
    pub(crate) fn shade(self) -> Rgb {
        let deep = self.tint([0.72, 0.64, 0.80]);
        self.mix(deep, 0.65 + 0.35 * (1.0 - self.luma()))
    }

    /// Second, deeper shadow.
    pub(crate) fn deep(self) -> Rgb {
        self.tint([0.55, 0.46, 0.66])
    }

    /// The nearest colour that can be written as `#rgb`.
    fn short(self) -> Rgb {
        let f = |v: u8| byte((f64::from(v) / 17.0).round() * 17.0);
        Rgb(f(self.0), f(self.1), f(self.2))
    }

    /// Ink for outlines of something of this colour.
    pub(crate) fn ink(self) -> Rgb {
        self.tint([0.34, 0.25, 0.37]).mix(Rgb(38, 22, 44), 0.4).short()
    }

    /// Highlight; dark colours shine bluish.
    pub(crate) fn shine(self) -> Rgb {
        let l = self.luma();
        if l > 0.8 {
            self.mix(Rgb(255, 255, 255), 0.9)
        } else if l < 0.3 {
            self.mix(Rgb(166, 186, 255), 0.42)
        } else {
            self.mix(Rgb(255, 253, 246), 0.45 + 0.2 * l)
        }
    }

    /// Skin shadow: warm, stronger on dark skin.
    pub(crate) fn skin_shade(self) -> Rgb {
        let l = self.luma();
        let k = ((l - 0.3) / 0.6).clamp(0.0, 1.0);
        self.tint([0.80 + 0.15 * k, 0.67 + 0.13 * k, 0.70 + 0.09 * k])
    }

    /// Ink for skin.
    pub(crate) fn skin_ink(self) -> Rgb {
        self.tint([0.50, 0.29, 0.29]).mix(Rgb(60, 20, 36), 0.25).short()
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn colours_survive_text_and_json() {
        for c in [Rgb::hex(0x12ab9f), Rgb(0, 0, 0), Rgb(255, 17, 34)] {
            assert_eq!(c.to_string().parse(), Ok(c));
            let json = serde_json::to_string(&c).expect("a string");
            assert_eq!(serde_json::from_str::<Rgb>(&json).expect("the same string"), c);
        }
        assert_eq!(Rgb(255, 17, 34).css(), "#f12");
        for wrong in ["", "123456", "#12345", "#1234567", "#+12345", "#12345g"] {
            assert!(wrong.parse::<Rgb>().is_err(), "{wrong}");
            assert!(serde_json::from_value::<Rgb>(wrong.into()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn hsl_goes_there_and_back() {
        for v in (0..0x100_0000).step_by(40_503) {
            let c = Rgb::hex(v);
            let (h, s, l) = c.to_hsl();
            let back = Rgb::hsl(h, s, l);
            for (a, b) in [(c.0, back.0), (c.1, back.1), (c.2, back.2)] {
                assert!(a.abs_diff(b) <= 1, "{c} became {back}");
            }
        }
    }
}
