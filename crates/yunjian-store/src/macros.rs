//! Three words for one statement each: run it, read at most one row, read all rows.

macro_rules! exec {
    ($on:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        sqlx::query($sql)$(.bind($value))*.execute($on).await?
    };
}
macro_rules! one {
    ($ty:ty, $on:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        sqlx::query_as::<sqlx::Any, $ty>($sql)$(.bind($value))*.fetch_optional($on).await?
    };
}
macro_rules! all {
    ($ty:ty, $on:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        sqlx::query_as::<sqlx::Any, $ty>($sql)$(.bind($value))*.fetch_all($on).await?
    };
}
