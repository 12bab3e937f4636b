//! Writing SVG: the canvas with its gradients, clips and two modes (art and mask).

use crate::gallery::colour::Rgb;
use crate::gallery::paint::geom::{P, num};
use crate::gallery::paint::mark::attr;
pub use crate::gallery::paint::mark::{Fill, Mark, again, circle, ellipse, path, rect};
use crate::gallery::part::Part;

/// Stands for the prefix of an id until the whole picture is known; XML text never contains it here.
const PREFIX: char = '~';

/// Collects the picture.
pub struct Canvas {
    out: String,
    mask: bool,
    part: Part,
    next: u32,
}

impl Canvas {
    /// An empty picture, or an empty mask.
    pub fn new(mask: bool) -> Canvas {
        Canvas { out: String::with_capacity(24 * 1024), mask, part: Part::Background, next: 0 }
    }

    /// Whether this is a mask.
    pub fn is_mask(&self) -> bool {
        self.mask
    }

    /// The finished document. Ids begin with a hash of the drawing, so that several pictures can
    /// share a page.
    pub fn finish(self) -> String {
        // FNV-1a.
        let hash = self
            .out
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3));
        let digit = |i: u32| char::from_digit((hash >> (i * 9)) as u32 % 36, 36).unwrap_or('0');
        let kind = if self.mask { 'm' } else { 'p' };
        let prefix: String = std::iter::once(kind).chain((0..5).map(digit)).collect();
        let crisp = if self.mask { " shape-rendering=\"crispEdges\"" } else { "" };
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 256 256\"{crisp}>\
             <g fill=\"none\" stroke-linejoin=\"round\" stroke-linecap=\"round\" \
             stroke-width=\"1.6\">{}</g></svg>",
            self.out.replace(PREFIX, &prefix)
        )
    }

    fn id(&mut self) -> String {
        self.next += 1;
        format!("{PREFIX}{}", self.next)
    }

    /// Draws inside a group of that part.
    pub fn part(&mut self, part: Part, f: impl FnOnce(&mut Canvas)) {
        let before = self.part;
        self.part = part;
        self.out.push_str(&format!("<g class=\"{}\">", part.name()));
        f(self);
        self.out.push_str("</g>");
        self.part = before;
    }

    /// Draws inside a transformed group.
    pub fn moved(&mut self, transform: &str, f: impl FnOnce(&mut Canvas)) {
        self.out.push_str(&format!("<g transform=\"{transform}\">"));
        f(self);
        self.out.push_str("</g>");
    }

    fn paint(&self, f: &Fill) -> String {
        match (f, self.mask) {
            (Fill::None, _) => "none".into(),
            (_, true) => self.part.mask_colour().css(),
            (Fill::Flat(c), _) => c.css(),
            (Fill::Url(id), _) => format!("url(#{id})"),
        }
    }

    fn tag(&mut self, m: &Mark) {
        let mut s = format!("<{}", m.tag);
        if !matches!(m.fill, Fill::None) {
            s.push_str(&format!(" fill=\"{}\"", self.paint(&m.fill)));
        }
        if let Some((c, w)) = &m.line {
            s.push_str(&format!(" stroke=\"{}\"", self.paint(c)));
            if (*w - 1.6).abs() > 0.01 {
                attr(&mut s, "stroke-width", *w);
            }
        }
        if m.opacity < 0.999 && !self.mask {
            attr(&mut s, "opacity", m.opacity);
        }
        if let Some(dash) = m.dash {
            s.push_str(&format!(" stroke-dasharray=\"{dash}\""));
        }
        if let Some((x, y)) = m.shift {
            s.push_str(" transform=\"translate(");
            num(&mut s, x);
            s.push(' ');
            num(&mut s, y);
            s.push(')');
            if (m.scale - 1.0).abs() > 0.01 {
                s.push_str(&format!("scale({:.2})", m.scale));
            }
            s.push('"');
        }
        s.push_str("/>");
        match &m.clip {
            Some(id) => self.out.push_str(&format!("<g clip-path=\"url(#{id})\">{s}</g>")),
            None => self.out.push_str(&s),
        }
    }

    /// Draws a mark.
    pub fn put(&mut self, m: Mark) {
        if !(self.mask && m.decor) {
            self.tag(&m);
        }
    }

    /// Remembers path data for [`again`].
    pub fn define(&mut self, d: &str) -> String {
        let id = self.id();
        self.out.push_str(&format!("<defs><path id=\"{id}\" d=\"{d}\"/></defs>"));
        id
    }

    /// Remembers path data and makes a clip of it: both ids.
    pub fn shape(&mut self, d: &str) -> (String, String) {
        let (id, clip) = (self.id(), self.id());
        let path = format!("<path id=\"{id}\" d=\"{d}\"/>");
        self.out.push_str(&format!("<clipPath id=\"{clip}\">{path}</clipPath>"));
        (id, clip)
    }

    /// Draws several marks under one clip.
    pub fn clipped(&mut self, clip: &str, f: impl FnOnce(&mut Canvas)) {
        self.out.push_str(&format!("<g clip-path=\"url(#{clip})\">"));
        f(self);
        self.out.push_str("</g>");
    }

    fn stops(stops: &[(f64, Rgb, f64)]) -> String {
        let mut s = String::new();
        for (at, c, a) in stops {
            s.push_str("<stop");
            if *at > 0.0 {
                s.push_str(&format!(" offset=\"{at}\"").replace("\"0.", "\"."));
            }
            s.push_str(&format!(" stop-color=\"{}\"", c.css()));
            if *a < 0.999 {
                s.push_str(&format!(" stop-opacity=\"{a}\"").replace("\"0.", "\"."));
            }
            s.push_str("/>");
        }
        s
    }

    /// Linear gradient between two points of the current frame.
    pub fn linear(&mut self, a: P, b: P, stops: &[(f64, Rgb, f64)]) -> Fill {
        if self.mask {
            return Fill::Flat(Rgb(0, 0, 0));
        }
        let id = self.id();
        let mut s = format!("<linearGradient id=\"{id}\" gradientUnits=\"userSpaceOnUse\"");
        if a.0 == 0.0 && b.0 == 0.0 {
            s.push_str(" x2=\"0\"");
            attr(&mut s, "y1", a.1);
            attr(&mut s, "y2", b.1);
            let stops = Self::stops(stops);
            self.out.push_str(&format!("{s} x1=\"0\">{stops}</linearGradient>"));
            return Fill::Url(id);
        }
        for (n, v) in [("x1", a.0), ("y1", a.1), ("x2", b.0), ("y2", b.1)] {
            attr(&mut s, n, v);
        }
        self.out.push_str(&format!("{s}>{}</linearGradient>", Self::stops(stops)));
        Fill::Url(id)
    }

    /// A fill repeating a small figure every `size`.
    pub fn tiles(&mut self, size: P, d: &str, c: Rgb) -> Fill {
        let id = self.id();
        self.out.push_str(&format!(
            "<pattern id=\"{id}\" width=\"{}\" height=\"{}\" patternUnits=\"userSpaceOnUse\">\
             <path d=\"{d}\" fill=\"{}\"/></pattern>",
            size.0,
            size.1,
            c.css()
        ));
        Fill::Url(id)
    }

    /// Radial gradient filling whatever shape it is used on.
    pub fn radial(&mut self, stops: &[(f64, Rgb, f64)]) -> Fill {
        if self.mask {
            return Fill::Flat(Rgb(0, 0, 0));
        }
        let id = self.id();
        let s = Self::stops(stops);
        self.out.push_str(&format!("<radialGradient id=\"{id}\">{s}</radialGradient>"));
        Fill::Url(id)
    }
}
