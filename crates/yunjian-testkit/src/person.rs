//! People who speak to the server as a browser or a program would, without a socket.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, header};
use serde_json::{Value, json};
use tower::ServiceExt as _;

/// How a request says who asks.
#[derive(Clone, Debug)]
enum Proof {
    Nothing,
    Cookie(String),
    Token(String),
}

/// Somebody, signed in or not.
#[derive(Clone, Debug)]
pub struct Person {
    router: Router,
    proof: Proof,
    /// Browsers send `X-Yunjian`; a page elsewhere cannot.
    header: bool,
}

/// What the server answered.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Method and path that were asked.
    pub asked: String,
    pub status: u16,
    /// Null when the answer is no JSON.
    pub body: Value,
    pub bytes: Vec<u8>,
    pub headers: HeaderMap,
}

impl Answer {
    /// The body of an answer that must be a success.
    ///
    /// # Panics
    /// When it is not.
    #[track_caller]
    pub fn ok(self) -> Value {
        assert!((200..300).contains(&self.status), "{}: {} {}", self.asked, self.status, self.body);
        self.body
    }

    /// Checks a refusal: its status and its code.
    ///
    /// # Panics
    /// When the answer is another one.
    #[track_caller]
    pub fn refused(self, status: u16, code: &str) -> Value {
        assert_eq!(
            (self.status, self.body["code"].as_str().unwrap_or_default()),
            (status, code),
            "{}: {}",
            self.asked,
            self.body
        );
        assert_eq!(
            self.headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()),
            Some("application/problem+json"),
            "{}",
            self.asked
        );
        self.body
    }
}

impl Person {
    pub fn nobody(router: Router) -> Self {
        Self { router, proof: Proof::Nothing, header: true }
    }

    /// The same place, with an API token.
    #[must_use]
    pub fn with_token(&self, token: &str) -> Self {
        Self { proof: Proof::Token(token.to_owned()), ..self.clone() }
    }

    /// The same person without the header a browser page of the application sends.
    #[must_use]
    pub fn without_header(&self) -> Self {
        Self { header: false, ..self.clone() }
    }

    /// Signs in; answers the person with the session's cookie, or the refusal.
    ///
    /// # Errors
    /// With the server's answer, when it refuses.
    pub async fn sign_in(&self, login: &str, password: &str) -> Result<Self, Box<Answer>> {
        let answer = self.post("/session", json!({"login": login, "password": password})).await;
        if answer.status != 200 {
            return Err(Box::new(answer));
        }
        let cookie = answer
            .headers
            .get(header::SET_COOKIE)
            .and_then(|v| v.to_str().ok())
            .and_then(|v| v.split(';').next())
            .unwrap_or_default()
            .to_owned();
        Ok(Self { proof: Proof::Cookie(cookie), ..self.clone() })
    }

    /// Any request below `/api/v1`.
    ///
    /// # Panics
    /// When the request cannot be built.
    pub async fn send(&self, method: &str, path: &str, kind: &str, body: impl Into<Body>) -> Answer {
        self.send_with(method, path, &[("content-type", kind)], body).await
    }

    /// Any request below `/api/v1` with headers of its own.
    ///
    /// # Panics
    /// When the request cannot be built.
    pub async fn send_with(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(format!("/api/v1{path}"));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        match &self.proof {
            Proof::Nothing => {}
            Proof::Cookie(cookie) => request = request.header(header::COOKIE, cookie),
            Proof::Token(token) => request = request.header(header::AUTHORIZATION, format!("Bearer {token}")),
        }
        if self.header {
            request = request.header("x-yunjian", "1");
        }
        let request = request.body(body.into()).unwrap_or_else(|e| panic!("{method} {path}: {e}"));
        let response = match self.router.clone().oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        };
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let bytes = to_bytes(response.into_body(), 256 << 20).await.unwrap_or_default().to_vec();
        Answer {
            asked: format!("{method} {path}"),
            status,
            body: serde_json::from_slice(&bytes).unwrap_or(Value::Null),
            bytes,
            headers,
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, "application/json", Body::empty()).await
    }
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send("POST", path, "application/json", body.to_string()).await
    }
    pub async fn put(&self, path: &str, bytes: impl Into<Vec<u8>>) -> Answer {
        self.send("PUT", path, "application/octet-stream", bytes.into()).await
    }
    pub async fn delete(&self, path: &str) -> Answer {
        self.send("DELETE", path, "application/json", Body::empty()).await
    }

    /// All items of a list, page by page.
    ///
    /// # Panics
    /// When a page is refused or is no page.
    pub async fn all(&self, path: &str) -> Vec<Value> {
        let joint = if path.contains('?') { '&' } else { '?' };
        let mut items = Vec::new();
        let mut cursor = String::new();
        loop {
            let page = self.get(&format!("{path}{joint}limit=200{cursor}")).await.ok();
            items.extend(page["items"].as_array().expect("a list has items").iter().cloned());
            match page["next"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => return items,
            }
        }
    }
}
