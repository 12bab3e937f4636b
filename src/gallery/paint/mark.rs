//! Shapes and their paint.

use crate::gallery::colour::Rgb;
use crate::gallery::paint::geom::{P, num};

/// What fills a shape.
#[derive(Clone, Debug)]
pub enum Fill {
    /// Nothing.
    None,
    /// One colour.
    Flat(Rgb),
    /// A gradient by id.
    Url(String),
}

impl From<Rgb> for Fill {
    fn from(c: Rgb) -> Fill {
        Fill::Flat(c)
    }
}

impl From<&Fill> for Fill {
    fn from(f: &Fill) -> Fill {
        f.clone()
    }
}

/// One shape with its paint.
#[derive(Clone, Debug)]
pub struct Mark {
    pub(crate) tag: String,
    pub(crate) fill: Fill,
    pub(crate) line: Option<(Fill, f64)>,
    pub(crate) opacity: f64,
    pub(crate) clip: Option<String>,
    pub(crate) shift: Option<P>,
    pub(crate) scale: f64,
    pub(crate) dash: Option<&'static str>,
    pub(crate) decor: bool,
}

/// Appends a numeric attribute.
pub fn attr(out: &mut String, name: &str, v: f64) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    num(out, v);
    out.push('"');
}

impl Mark {
    fn of(tag: String) -> Mark {
        Mark {
            tag,
            fill: Fill::None,
            line: None,
            opacity: 1.0,
            clip: None,
            shift: None,
            scale: 1.0,
            dash: None,
            decor: false,
        }
    }

    /// Fills it.
    pub fn fill(mut self, f: impl Into<Fill>) -> Mark {
        self.fill = f.into();
        self
    }

    /// Outlines it.
    pub fn line(mut self, c: impl Into<Fill>, w: f64) -> Mark {
        self.line = Some((c.into(), w));
        self
    }

    /// Makes it translucent.
    pub fn op(mut self, o: f64) -> Mark {
        self.opacity = o;
        self
    }

    /// Limits it to a clip made by [`Canvas::shape`](super::canvas::Canvas::shape).
    pub fn clip(mut self, id: &str) -> Mark {
        self.clip = Some(id.to_string());
        self
    }

    /// Moves it.
    pub fn shift(mut self, x: f64, y: f64) -> Mark {
        self.shift = Some((x, y));
        self
    }

    /// Enlarges it.
    pub fn scale(mut self, k: f64) -> Mark {
        self.scale = k;
        self
    }

    /// Dashes its outline.
    pub fn dash(mut self, pattern: &'static str) -> Mark {
        self.dash = Some(pattern);
        self
    }

    /// Leaves it out of masks (glass, glows, shadows on other parts).
    pub fn decor(mut self) -> Mark {
        self.decor = true;
        self
    }
}

/// A path.
pub fn path(d: impl AsRef<str>) -> Mark {
    Mark::of(format!("path d=\"{}\"", d.as_ref()))
}

/// An ellipse.
pub fn ellipse(c: P, rx: f64, ry: f64) -> Mark {
    let mut t = String::from("ellipse");
    for (n, v) in [("cx", c.0), ("cy", c.1), ("rx", rx), ("ry", ry)] {
        attr(&mut t, n, v);
    }
    Mark::of(t)
}

/// A circle.
pub fn circle(c: P, r: f64) -> Mark {
    let mut t = String::from("circle");
    for (n, v) in [("cx", c.0), ("cy", c.1), ("r", r)] {
        attr(&mut t, n, v);
    }
    Mark::of(t)
}

/// A rectangle with rounded corners.
pub fn rect(x: f64, y: f64, w: f64, h: f64, r: f64) -> Mark {
    let mut t = String::from("rect");
    for (n, v) in [("x", x), ("y", y), ("width", w), ("height", h)] {
        attr(&mut t, n, v);
    }
    if r > 0.0 {
        attr(&mut t, "rx", r);
    }
    Mark::of(t)
}

/// A shape remembered with [`Canvas::define`](super::canvas::Canvas::define).
pub fn again(id: &str) -> Mark {
    Mark::of(format!("use href=\"#{id}\""))
}
