//! The web application, embedded. The program also compiles without it and then says how to get it.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Assets;

/// Pages load nothing from elsewhere and run no script but their own.
const POLICY: &str = "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

pub(crate) async fn serve(uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    // The compressed forms stand beside their file and are no pages of their own.
    let form = path.ends_with(".gz") || path.ends_with(".br");
    if let Some(file) = Assets::get(path).filter(|_| !path.is_empty() && !form) {
        return asset(path, file, &headers);
    }
    // Deep links are pages of the application; a missing asset is missing.
    if path.starts_with("assets/") || path.starts_with("api/") {
        return StatusCode::NOT_FOUND.into_response();
    }
    match Assets::get("index.html") {
        Some(file) => asset("index.html", file, &headers),
        None => (
            StatusCode::OK,
            [(header::CONTENT_TYPE, "text/plain; charset=utf-8")],
            "云鉴服务已启动，但此程序未包含网页。请运行 make web 后重新构建。\nYunjian is running, but this program was built without its web application. Run `make web` and build again.\n",
        )
            .into_response(),
    }
}

/// Whether the client takes a coding: named, and not with a weight of zero (RFC 9110, 12.5.3).
fn takes(headers: &HeaderMap, coding: &str) -> bool {
    headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|one| {
            let mut parts = one.split(';').map(str::trim);
            let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(coding));
            let weight = parts.find_map(|p| p.strip_prefix("q=")).map_or(Ok(1.0), str::parse::<f32>);
            named && weight.is_ok_and(|w| w > 0.0)
        })
}

fn asset(path: &str, file: rust_embed::EmbeddedFile, asked: &HeaderMap) -> Response {
    let (data, coding) = [("br", "br"), ("gzip", "gz")]
        .into_iter()
        .filter(|(coding, _)| takes(asked, coding))
        .find_map(|(coding, ending)| Some((Assets::get(&format!("{path}.{ending}"))?.data, Some(coding))))
        .unwrap_or((file.data, None));
    let kind = match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("json") => "application/json",
        Some("ico") => "image/x-icon",
        _ => "application/octet-stream",
    };
    // Hashed names never change their content; the page itself is asked for again each time.
    let cache = if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    let mut response = Response::new(Body::from(data));
    let headers = response.headers_mut();
    if let Some(coding) = coding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codings_are_taken_as_the_client_says() {
        let asked = |value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, value.parse().unwrap());
            (takes(&headers, "br"), takes(&headers, "gzip"))
        };
        assert_eq!(asked("gzip, deflate, br"), (true, true));
        assert_eq!(asked("gzip;q=0.5, br;q=0"), (false, true));
        assert_eq!(asked("GZIP"), (false, true));
        assert_eq!(asked("identity"), (false, false));
        assert!(!takes(&HeaderMap::new(), "gzip"));
    }
}
