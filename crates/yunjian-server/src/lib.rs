//! HTTP API, jobs, web embedding.
