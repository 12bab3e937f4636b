//! What the graph worker does: compare characters and pictures, join them, lay them out on a plane.

use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::error::WebError;
use super::exchange::to_js;
use crate::gallery::{Look, cast, looks};
use crate::graph::{
    Comparison, Edge, GalleryFile, GraphError, Likeness, Neighbours, Pca, Points, Similarities, Space,
    at_least, mutual_neighbours, shared_features,
};
use crate::model::Manifest;

/// Neighbours kept per point: enough for lines (10) and for the other map (15).
const KEPT: usize = 15;
/// Pairs of pictures shown for a pair of characters.
const ALIKE: usize = 3;

/// Characters or their pictures, compared.
struct Compared {
    all: Similarities,
    near: Neighbours,
}

/// Characters and pictures of one set: the gallery, or a person's own.
#[wasm_bindgen]
pub struct Graph {
    likeness: Likeness,
    groups: Vec<usize>,
    points: Points,
    characters: Compared,
    comparison: Option<Comparison>,
    pictures: Option<Compared>,
    plane: Option<Pca>,
    held_out: Option<GalleryFile>,
}

/// How alike two characters are.
#[derive(Serialize)]
struct Pair {
    similarity: f32,
    /// Share of the other pairs that is less alike.
    share: f64,
    /// Their most alike pictures: one of the first, one of the second, how alike.
    pictures: Vec<(usize, usize, f32)>,
}

/// Where a picture that is not in the set would be.
#[derive(Serialize)]
struct Placed {
    /// The most alike pictures, with how alike.
    pictures: Vec<(usize, f32)>,
    /// The most alike characters, with how alike.
    characters: Vec<(usize, f32)>,
    /// On the plane of principal components.
    plane: Vec<f64>,
}

impl From<GraphError> for WebError {
    fn from(error: GraphError) -> Self {
        Self::internal(error)
    }
}

#[wasm_bindgen]
impl Graph {
    /// A set from its embeddings, `pictures × dimension`, row-major; `groups` names the character of each
    /// picture, below `characters`. Pictures are compared by [`Self::compare`].
    #[wasm_bindgen(constructor)]
    pub fn new(
        embeddings: &[f32],
        dimension: usize,
        groups: Vec<u32>,
        characters: usize,
    ) -> Result<Graph, WebError> {
        let space = Space::of(embeddings, dimension)?;
        let points = space.place(embeddings)?;
        let groups: Vec<usize> = groups.into_iter().map(|g| g as usize).collect();
        let centroids = points.means(&groups, characters)?;
        let all = Similarities::of(&centroids);
        let near = Neighbours::of(&all, KEPT);
        let comparison = Some(Comparison::new(&points));
        Ok(Self {
            likeness: Likeness::new(space, centroids)?,
            groups,
            points,
            characters: Compared { all, near },
            comparison,
            pictures: None,
            plane: None,
            held_out: None,
        })
    }

    /// The gallery, from its file and the text of the manifest.
    pub fn gallery(file: &[u8], manifest: &str) -> Result<Graph, WebError> {
        let manifest = Manifest::parse(manifest)?;
        let file = GalleryFile::from_bytes(file).map_err(|e| {
            let message = "What is known of the gallery cannot be read. Reload the page; if that does not help, the files on the server are damaged.";
            WebError::new("gallery", message, e.to_string())
        })?;
        let groups = manifest.classes.iter().enumerate();
        let groups = groups.flat_map(|(i, c)| vec![i as u32; c.pictures.len()]).collect();
        let mut graph = Self::new(&file.embeddings, file.dimension, groups, manifest.classes.len())?;
        graph.held_out = Some(file);
        Ok(graph)
    }

    /// Compares up to `rows` more pictures with all others. Returns the share done, 0 to 1.
    pub fn compare(&mut self, rows: usize) -> f64 {
        let Some(comparison) = &mut self.comparison else { return 1.0 };
        comparison.step(rows);
        if !comparison.is_done() {
            let left = 1.0 - comparison.rows() as f64 / self.points.len() as f64;
            return 1.0 - left * left;
        }
        if let Some(done) = self.comparison.take() {
            let all = done.finish();
            let near = Neighbours::of(&all, KEPT);
            self.pictures = Some(Compared { all, near });
        }
        1.0
    }

    /// Lines between mutual nearest neighbours, as triples: first, second, how alike.
    pub fn mutual(&self, pictures: bool, k: usize) -> Result<Vec<f32>, WebError> {
        Ok(triples(mutual_neighbours(&self.compared(pictures)?.near, k)))
    }

    /// Lines between all that are at least so much alike, as triples.
    #[wasm_bindgen(js_name = atLeast)]
    pub fn at_least(&self, pictures: bool, threshold: f32) -> Result<Vec<f32>, WebError> {
        Ok(triples(at_least(&self.compared(pictures)?.all, threshold)))
    }

    /// The most alike pairs, the most alike first, as triples.
    pub fn pairs(&self, pictures: bool, count: usize) -> Result<Vec<f32>, WebError> {
        let pairs = self.compared(pictures)?.all.most_alike(count);
        Ok(triples(pairs.into_iter().map(|(a, b, similarity)| Edge { a, b, similarity }).collect()))
    }

    /// For every point its nearest, `count` each at most, in order: pairs of number and how alike, after
    /// the number of neighbours per point.
    pub fn nearest(&self, pictures: bool, count: usize) -> Result<Vec<f32>, WebError> {
        let compared = self.compared(pictures)?;
        let count = count.min(compared.near.most());
        let rows = (0..compared.all.len()).flat_map(|i| &compared.near.nearest(i)[..count]);
        Ok(std::iter::once(count as f32).chain(rows.flat_map(|&(j, s)| [j as f32, s])).collect())
    }

    /// How alike two points are, and the share of the other pairs that is less alike.
    pub fn alike(&self, pictures: bool, a: usize, b: usize) -> Result<Vec<f64>, WebError> {
        let all = &self.compared(pictures)?.all;
        if a == b || a.max(b) >= all.len() {
            return Err(WebError::internal(format!("{a} and {b} are no pair of {} points", all.len())));
        }
        Ok(vec![f64::from(all.get(a, b)), all.share_below(a, b)])
    }

    /// How alike two characters are. Returns `{ similarity, share, pictures }`.
    pub fn pair(&self, a: usize, b: usize) -> Result<JsValue, WebError> {
        let all = &self.characters.all;
        if a == b || a.max(b) >= all.len() {
            return Err(WebError::internal(format!("{a} and {b} are no pair of {} characters", all.len())));
        }
        let of = |character: usize| -> Vec<usize> {
            (0..self.groups.len()).filter(|&i| self.groups[i] == character).collect()
        };
        let (first, second) = (of(a), of(b));
        let chosen = [&first[..], &second[..]].concat();
        let rows = chosen.iter().flat_map(|&i| self.points.row(i).iter().copied()).collect();
        let some = Similarities::of(&Points::new(rows, self.points.dimension())?);
        let mut pictures: Vec<(usize, usize, f32)> = (0..first.len())
            .flat_map(|i| (0..second.len()).map(move |j| (i, j)))
            .map(|(i, j)| (first[i], second[j], some.get(i, first.len() + j)))
            .collect();
        pictures.sort_by(|x, y| y.2.total_cmp(&x.2));
        pictures.truncate(ALIKE);
        to_js(&Pair { similarity: all.get(a, b), share: all.share_below(a, b), pictures })
    }

    /// The pictures on the plane of their first two principal components, `pictures × 2`; then the share
    /// of all differences that the plane shows.
    pub fn plane(&mut self) -> Vec<f64> {
        let points = &self.points;
        let pca = self.plane.get_or_insert_with(|| Pca::of(points, 2));
        let places = (0..points.len()).flat_map(|i| two(pca.project(points.row(i))));
        places.chain([pca.share()]).collect()
    }

    /// Where another picture would be, by its embedding. Returns `{ pictures, characters, plane }`.
    pub fn place(&mut self, embedding: &[f32], count: usize) -> Result<JsValue, WebError> {
        let points = &self.points;
        let pca = self.plane.get_or_insert_with(|| Pca::of(points, 2));
        let placed = self.likeness.space().place(embedding)?;
        let pictures = Likeness::new(self.likeness.space().clone(), self.points.clone())?.of(embedding)?;
        to_js(&Placed {
            pictures: first(pictures, count),
            characters: first(self.likeness.of(embedding)?, count),
            plane: two(pca.project(placed.row(0))).to_vec(),
        })
    }

    /// How much a picture is like each character, by its embedding.
    #[wasm_bindgen(js_name = likenessOf)]
    pub fn likeness_of(&self, embedding: &[f32]) -> Result<Vec<f32>, WebError> {
        Ok(self.likeness.of(embedding)?)
    }

    /// What the evaluation workers need to say how much pictures are like each character:
    /// `(1 + characters) × dimension`.
    pub fn likeness(&self) -> Vec<f32> {
        self.likeness.to_rows()
    }

    /// Held-out pictures of each character; 0 where none were tried.
    #[wasm_bindgen(js_name = heldOut)]
    pub fn held_out(&self) -> usize {
        self.held_out.as_ref().map_or(0, |f| f.held_out)
    }

    /// `characters × characters`: held-out pictures of the row's character taken for the column's.
    #[wasm_bindgen(js_name = mixedUp)]
    pub fn mixed_up(&self) -> Vec<u16> {
        self.held_out.as_ref().map_or_else(Vec::new, |f| f.mixed_up.clone())
    }

    /// `characters × characters`: mean chance of the column's character over the row's held-out pictures.
    pub fn chances(&self) -> Vec<f32> {
        self.held_out.as_ref().map_or_else(Vec::new, |f| f.chances.clone())
    }
}

impl Graph {
    fn compared(&self, pictures: bool) -> Result<&Compared, WebError> {
        if !pictures {
            return Ok(&self.characters);
        }
        self.pictures.as_ref().ok_or_else(|| WebError::internal("the pictures are not compared yet"))
    }
}

/// What the gallery's characters are known by, in the order of `names`: `{ kind, label }` each. Empty for
/// who is not of the cast.
#[wasm_bindgen(js_name = galleryTraits)]
pub fn gallery_traits(names: Vec<String>) -> Result<JsValue, WebError> {
    let find = |name: &String| cast().iter().find(|m| m.name == *name);
    let all: Vec<Vec<Look>> =
        names.iter().map(|n| find(n).map_or_else(Vec::new, |m| looks(&m.character))).collect();
    to_js(&all)
}

/// Per group the feature that marks it best, −1 where nothing is shared. `features` has a list of feature
/// numbers per point.
#[wasm_bindgen(js_name = sharedFeatures)]
pub fn shared(groups: Vec<u32>, count: usize, features: JsValue) -> Result<Vec<i32>, WebError> {
    let features: Vec<Vec<u32>> = serde_wasm_bindgen::from_value(features).map_err(WebError::internal)?;
    let groups: Vec<usize> = groups.into_iter().map(|g| g as usize).collect();
    if features.len() != groups.len() || groups.iter().any(|&g| g >= count) {
        return Err(WebError::internal("groups and features do not fit together"));
    }
    Ok(shared_features(&groups, count, &features).into_iter().map(|f| f.map_or(-1, |f| f as i32)).collect())
}

fn triples(edges: Vec<Edge>) -> Vec<f32> {
    edges.into_iter().flat_map(|e| [e.a as f32, e.b as f32, e.similarity]).collect()
}

/// The first two numbers, 0 where a plane has fewer.
fn two(place: Vec<f64>) -> [f64; 2] {
    [0, 1].map(|axis| place.get(axis).copied().unwrap_or(0.0))
}

/// The largest, with their places, the largest first.
fn first(values: Vec<f32>, count: usize) -> Vec<(usize, f32)> {
    let mut order: Vec<(usize, f32)> = values.into_iter().enumerate().collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    order.truncate(count);
    order
}
