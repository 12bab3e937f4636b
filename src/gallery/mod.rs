//! The artist: characters and variations as plain data, drawn as SVG with exact part masks.
