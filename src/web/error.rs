//! Rust errors as the page's `EngineErrorInfo`: a code, a sentence, details to copy.

use serde::Serialize;
use wasm_bindgen::JsValue;

use crate::model::ModelError;
use crate::picture::PictureError;

#[derive(Serialize)]
struct Info {
    code: &'static str,
    message: String,
    details: String,
}

/// An error on its way to the page.
pub struct WebError(Info);

impl WebError {
    /// An error with a sentence of its own.
    pub fn new(code: &'static str, message: impl Into<String>, details: impl Into<String>) -> Self {
        Self(Info { code, message: message.into(), details: details.into() })
    }

    /// A setting out of its range.
    pub fn setting(error: impl std::fmt::Display) -> Self {
        let message =
            format!("This setting does not work: {error}. Choose another value, or reset the settings.");
        Self::new("setting", message, error.to_string())
    }

    /// What is wrong with a model file of a person's own.
    pub fn of_file(error: ModelError) -> Self {
        Self::new("model-file", error.said_of_file(), error.to_string())
    }

    /// What only a mistake in the page itself can cause.
    pub fn internal(error: impl std::fmt::Display) -> Self {
        Self::new(
            "internal",
            "Something went wrong inside the page. Reload it and try again.",
            error.to_string(),
        )
    }
}

impl From<WebError> for JsValue {
    fn from(error: WebError) -> Self {
        serde_wasm_bindgen::to_value(&error.0).unwrap_or_else(|e| JsValue::from_str(&e.to_string()))
    }
}

impl From<PictureError> for WebError {
    fn from(error: PictureError) -> Self {
        // The page has sentences of its own for these in other languages.
        let code = match error {
            PictureError::TooManyBytes { .. } | PictureError::TooManyPixels { .. } => "picture-size",
            PictureError::NotAPicture { .. } => "picture-kind",
            PictureError::Unsupported { .. } => "picture-rare",
            PictureError::Truncated { .. } => "picture-truncated",
            PictureError::Broken { .. } => "picture-broken",
            PictureError::TooMuchMemory { .. } => "picture-memory",
            PictureError::ZeroSized { .. } => "picture-zero",
        };
        Self::new(code, error.to_string(), format!("{error:?}"))
    }
}

impl From<ModelError> for WebError {
    fn from(error: ModelError) -> Self {
        let message = match error {
            ModelError::Unusable { .. } => {
                "The model cannot be used. Reload the page; if that does not help, the files on the server are damaged."
            }
            _ => "The model stopped while looking at the picture. Try again.",
        };
        Self::new("model", message, error.to_string())
    }
}
