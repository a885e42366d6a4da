//! `yunjian demo --fleet N`: a large fleet with years behind it, to try the desks and to measure them on.
//!
//! Organisations, platforms and plans are made through the API; calendar, triggers and ledger are the server's own
//! jobs; the daily work goes through the door, a desk and a day at a time. Files are really read. What the rules find
//! is drawn, and every assessment says so.

mod dice;
mod founding;
mod life;
mod papers;

use yunjian_server::{App, jobs};
use yunjian_wire::session::DemoUser;

pub(super) use dice::Drawn;

use super::story::END;

/// How large, how long, which chances.
#[derive(Clone, Copy, Debug)]
pub(super) struct Size {
    pub platforms: usize,
    pub years: i64,
    pub seed: u64,
}

impl Size {
    /// The fleet's first day.
    pub(super) fn begin(self) -> i64 {
        // Nine in the morning of the same day, years ago; a leap day more or less does not matter to a story.
        END - self.years * 365 * life::DAY
    }
}

pub(super) fn users() -> Vec<DemoUser> {
    founding::users()
}

pub(super) async fn make(app: &App, size: Size) -> anyhow::Result<()> {
    let mut dice = dice::Dice::new(size.seed);
    app.clock().set(size.begin());
    let founded = founding::found(app, size.platforms, &mut dice).await?;
    let papers = papers::Papers::new(app)?;
    jobs::settle(app).await?;
    let mut life = life::Life::new(app, &founded, &papers, dice, END);
    life.live(size.begin(), &mut |day, dues| eprint!("\ryunjian: {day}  {dues} ")).await?;
    eprintln!();
    jobs::integrate(app).await?;
    Ok(())
}
