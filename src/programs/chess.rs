//! # A chess master
//!
//! A master plays against two dozen people at once: is that quicker than one after the other, though
//! there is only one master?
//!
//! ## Watch
//!
//! In each game the master thinks and moves, and then the opponent thinks and moves, so many times.
//! While the master thinks at one board, nobody else is served: that blocks. While an opponent
//! thinks, the master can be elsewhere: that is a wait.
//!
//! One game at a time, the master mostly sits and waits. At once, the master goes round and round,
//! and finds at every board an opponent who moved long ago.
//!
//! Nobody wants to sit here for half a day. A real run lets its clock go a thousand times as fast:
//! an hour of chess takes 3.6 seconds.
//!
//! ## Lesson
//!
//! At once, the evening takes as long as the master thinks in all, and the last opponent's answer. It
//! could not be shorter: the master is one, as the event loop is one. All that was saved is waiting.
//! With more boards than the master can serve while an opponent thinks, the hatched parts of the
//! lanes grow: games that are ready, and wait for the master. Only a second master would help then.
//!
//! The times of a run that was sped up are rougher than others: at 1 : 1,000 every millisecond
//! counts as a second of chess. Between two moves the page paints this very picture, and that alone
//! can take an hour of chess. On a worker it takes less, and at a smaller scale it counts for less.

use std::time::Duration;

use super::params::{count, params, seconds};
use crate::runtime::{block, gather, log, scale_time, sleep, spawn};

params! {
    /// How many games the master plays.
    games: u32 = count(24, 1..=60);
    /// How many moves each side makes in a game.
    moves: u32 = count(30, 1..=60);
    /// How long the master thinks about a move.
    master_thinks: Duration = seconds(5, 600);
    /// How long an opponent thinks about a move.
    opponents_think: Duration = seconds(55, 600);
    /// How many times as fast as real time the clock of a real run goes.
    time_scale: u32 = count(1000, 100..=10_000);
}

/// Plays one game to its end before the next begins.
pub async fn one_game_at_a_time(params: Params) {
    scale_time(params.time_scale);
    for game in 1..=params.games {
        play(game, params.clone()).await;
    }
}

/// Makes a task of each game, so that the master goes on wherever an opponent has moved.
pub async fn all_at_once(params: Params) {
    scale_time(params.time_scale);
    let begin = |game| spawn(play(game, params.clone())).named(format!("game {game}"));
    gather((1..=params.games).map(begin)).await;
}

async fn play(game: u32, params: Params) {
    for _ in 0..params.moves {
        block(params.master_thinks);
        sleep(params.opponents_think).await;
    }
    log(format!("game {game} is over"));
}
