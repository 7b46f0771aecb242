//! A vote: dealt, issued, sealed, placed, released, dealt again, closed, whatever crashes in between.

use std::time::Duration;

use cercle::ballot::issuer::Issuance;
use cercle::ballot::urn::{Place, UrnFault};
use cercle::domain::bytes::Bytes;
use cercle::domain::command::{ByFacilitator, ByHouse, ByParticipant, Command};
use cercle::domain::day::ballot::Vote;
use cercle::domain::day::credential::{Blinded, Tag, Token};
use cercle::domain::event::Event;
use cercle::domain::id::VoteId;
use cercle::domain::position::Position;
use cercle::domain::refusal::{Reason, Refusal};
use cercle::domain::vocabulary::{BallotStage, VoteMode};
use cercle::live::handle::{Blinds, Turn};
use cercle::rehearsal::dots::Dots;
use cercle::vault::Vault;
use cercle::view::Audience;
use rand_core::{CryptoRng, OsRng, RngCore};
use tokio::time::{Instant, sleep};

use crate::support::{Day, case, knock, name, process, seat, until, vote};

/// Nobody's token.
const NO_TOKEN: Token = Bytes([0; 64]);

/// Somebody's phone with its dots for one deal of the vote.
pub struct Phone {
    who: u128,
    place: Place,
    dots: Dots,
    tokens: Vec<Token>,
}

impl Phone {
    /// Draws dots for the deal there is now.
    async fn draw(day: &Day, who: u128) -> Self {
        Self::draw_by(day, who, &mut OsRng).await
    }

    /// The same, with the randomness given.
    pub async fn draw_by(day: &Day, who: u128, chance: &mut (impl RngCore + CryptoRng)) -> Self {
        let dealt = |vote: &Vote| vote.stage() != BallotStage::Dealing;
        let vote = the_vote(day, dealt).await;
        let epoch = vote.deal.epoch;
        let dots = Dots::draw_by(vote.vote, epoch, vote.dots, chance).unwrap();
        let place = Place { room: day.room, vote: vote.vote, epoch };
        Self { who, place, dots, tokens: Vec::new() }
    }

    /// What the house may see of its keys.
    pub fn blinded(&self) -> &[Blinded] {
        self.dots.blinded()
    }

    async fn asks(&self, day: &Day) -> Result<Issuance, Refusal> {
        let Place { vote, epoch, .. } = self.place;
        let blinded = self.dots.blinded().to_vec();
        day.handle.issue(seat(self.who), Blinds { vote, epoch, blinded }).await
    }

    pub async fn issues(&mut self, day: &Day) {
        let issued = self.asks(day).await.unwrap();
        let pk = the_vote(day, |_| true).await.deal.pk.unwrap();
        self.tokens = self.dots.accept(&issued.evaluated, &issued.proof, &pk).unwrap();
    }

    pub async fn deposits(&self, day: &Day) {
        for (dot, token) in self.tokens.iter().enumerate() {
            let blank = self.dots.sign(dot, 0, 0).unwrap();
            day.house.urn.place(self.place, blank, token).await.unwrap();
        }
    }

    /// A phone whose dots lie blank in the box.
    async fn ready(day: &Day, who: u128) -> Self {
        let mut phone = Self::draw(day, who).await;
        phone.issues(day).await;
        phone.deposits(day).await;
        phone
    }

    /// All its dots lie on this option now.
    pub async fn places(&self, day: &Day, seq: u64, choice: u16) {
        for dot in 0..self.tokens.len() {
            let entry = self.dots.sign(dot, seq, choice).unwrap();
            day.house.urn.place(self.place, entry, &NO_TOKEN).await.unwrap();
        }
    }
}

/// The vote, once it is as wanted.
pub async fn the_vote(day: &Day, wanted: impl Fn(&Vote) -> bool) -> Vote {
    let found = |vote: Option<&Vote>| vote.filter(|vote| wanted(vote)).cloned();
    let shown = until(&day.handle, |shown| found(shown.day.vote(vote(1))).is_some()).await;
    found(shown.day.vote(vote(1))).unwrap()
}

pub async fn stage(day: &Day, stage: BallotStage) -> Vote {
    the_vote(day, |vote| vote.stage() == stage).await
}

/// Everyone's dots lie in the sealed box.
async fn sealed(day: &Day, people: u128) -> Vec<Phone> {
    let mut phones = Vec::new();
    for who in 1..=people {
        phones.push(Phone::ready(day, who).await);
    }
    stage(day, BallotStage::Sealed).await;
    phones
}

/// A question of the step, sealed, asked of the three who do not own the case.
async fn sealed_interest(day: &Day) -> Vec<Phone> {
    day.does(ByFacilitator::OpenInterest { vote: vote(1) }).await;
    let mut phones = Vec::new();
    for who in 2..=4 {
        phones.push(Phone::ready(day, who).await);
    }
    stage(day, BallotStage::Sealed).await;
    phones
}

async fn in_sealed_vote(people: u128, mode: VoteMode) -> (Day, Vec<Phone>) {
    let day = Day::in_vote(people, mode).await;
    let phones = sealed(&day, people).await;
    (day, phones)
}

async fn turn(day: &Day, turn: Turn) -> Result<(), Reason> {
    day.handle.turn(turn).await.map_err(|refusal| refusal.reason)
}

pub async fn closes(day: &Day) {
    assert_eq!(turn(day, Turn::Close { vote: vote(1) }).await, Ok(()));
}

async fn kept(day: &Day, kind: &str) -> Vec<String> {
    sleep(Duration::from_secs(1)).await;
    day.house.vault.names(kind).await.unwrap()
}

fn is_closed(day: &Day) -> bool {
    day.handle.published().day.vote(vote(1)).unwrap().is_closed()
}

#[tokio::test(start_paused = true)]
async fn credentials_are_given_once_and_the_same_again() {
    let day = Day::in_vote(6, VoteMode::Live).await;
    let phone = Phone::draw(&day, 1).await;
    let first = phone.asks(&day).await.unwrap();
    let again = phone.asks(&day).await.unwrap();
    assert_eq!(first.evaluated, again.evaluated);
    let issued = |event: &&Event| matches!(event, Event::Issued { .. });
    assert_eq!(day.house.events(day.room).await.iter().filter(issued).count(), 1);
    let other = Phone::draw(&day, 1).await;
    assert_eq!(other.asks(&day).await.unwrap_err().reason, Reason::AlreadyIssued);
    let stranger = Phone::draw(&day, 9).await;
    assert_eq!(stranger.asks(&day).await.unwrap_err().reason, Reason::NotAnElector);
    let asks = |vote: VoteId, epoch, blinded| {
        let handle = day.handle.clone();
        async move {
            let to = Blinds { vote, epoch, blinded };
            handle.issue(seat(2), to).await.unwrap_err().reason
        }
    };
    let blinded = Phone::draw(&day, 2).await.dots.blinded().to_vec();
    assert_eq!(asks(vote(2), 0, blinded.clone()).await, Reason::UnknownVote);
    assert_eq!(asks(vote(1), 1, blinded.clone()).await, Reason::OtherEpoch);
    assert_eq!(asks(vote(1), 0, blinded[..2].to_vec()).await, Reason::BadBlinds);
    assert_eq!(asks(vote(1), 0, vec![blinded[0]; 3]).await, Reason::BadBlinds);
    let identity = vec![blinded[0], blinded[1], Bytes([0; 32])];
    assert_eq!(asks(vote(1), 0, identity).await, Reason::BadBlinds);
    assert_eq!(day.house.events(day.room).await.iter().filter(issued).count(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_box_is_sealed_once_every_dot_is_in_and_its_seed_is_gone() {
    let day = Day::in_vote(6, VoteMode::Live).await;
    let mut phones = Vec::new();
    for who in 1..=5 {
        phones.push(Phone::ready(&day, who).await);
    }
    sleep(Duration::from_secs(60)).await;
    let waiting = stage(&day, BallotStage::Issuing).await;
    assert_eq!(waiting.deal.issued.len(), 5);
    assert_eq!(day.handle.published().around.dots.unwrap().filled, 15);
    assert_eq!(kept(&day, "seed/").await.len(), 1);
    phones.push(Phone::ready(&day, 6).await);
    let vote = stage(&day, BallotStage::Sealed).await;
    let mut tags: Vec<Tag> = phones.iter().flat_map(|phone| phone.dots.tags()).collect();
    tags.sort();
    let seal = vote.deal.seal.clone().unwrap();
    assert_eq!(seal.tags, tags);
    assert_eq!(Some(seal.digest), vote.seal_digest(&tags));
    assert!(kept(&day, "seed/").await.is_empty(), "nobody can certify another dot");
    assert_eq!(phones[0].asks(&day).await.unwrap_err().reason, Reason::VoteSealed);
}

#[tokio::test(start_paused = true)]
async fn a_phone_that_is_dead_before_the_seal_is_left_out_or_accepted_aloud() {
    let day = Day::in_vote(6, VoteMode::Live).await;
    assert_eq!(turn(&day, Turn::Seal { vote: vote(1), epoch: 1 }).await, Err(Reason::OtherEpoch));
    stage(&day, BallotStage::Issuing).await;
    let seal = Turn::Seal { vote: vote(1), epoch: 0 };
    assert_eq!(turn(&day, seal.clone()).await, Err(Reason::TooFewVoters));
    for who in 1..=5 {
        Phone::ready(&day, who).await;
    }
    // Its credentials were given, and it never put its dots in.
    Phone::draw(&day, 6).await.issues(&day).await;
    assert_eq!(turn(&day, seal.clone()).await, Ok(()));
    assert_eq!(turn(&day, seal).await, Ok(()), "said again");
    let vote = stage(&day, BallotStage::Sealed).await;
    assert_eq!((vote.deal.seal.unwrap().tags.len(), vote.deal.issued.len()), (15, 6));
    assert!(kept(&day, "seed/").await.is_empty());
}

#[tokio::test(start_paused = true)]
async fn the_journal_never_gives_what_it_does_not_remember() {
    let day = Day::in_vote(6, VoteMode::Live).await;
    let mut phone = Phone::draw(&day, 2).await;
    day.house.vault.set_away(true);
    assert_eq!(phone.asks(&day).await.unwrap_err().reason, Reason::Unavailable);
    day.house.vault.set_away(false);
    day.house.journal.set_away(true);
    assert_eq!(phone.asks(&day).await.unwrap_err().reason, Reason::Unavailable);
    day.house.journal.set_away(false);
    assert!(the_vote(&day, |_| true).await.deal.issued.is_empty());
    let day = day.crashes().await;
    phone.issues(&day).await;
    assert!(the_vote(&day, |_| true).await.deal.issued.contains_key(&seat(2)));
}

#[tokio::test(start_paused = true)]
async fn counts_are_released_when_people_mix_and_not_before_ten_seconds() {
    let (day, phones) = in_sealed_vote(8, VoteMode::Live).await;
    let opened = Instant::now();
    phones[0].places(&day, 1, 1).await;
    phones[1].places(&day, 1, 1).await;
    let placed =
        |shown: &cercle::live::handle::Published| shown.around.dots.map(|dots| dots.placed);
    until(&day.handle, |shown| placed(shown) == Some(6)).await;
    sleep(Duration::from_secs(60)).await;
    assert_eq!(day.handle.published().day.vote(vote(1)).unwrap().release, 0, "two people only");
    phones[2].places(&day, 1, 2).await;
    the_vote(&day, |vote| vote.release == 1).await;
    assert!(opened.elapsed() >= Duration::from_secs(10));
    for phone in &phones[3..] {
        phone.places(&day, 1, 3).await;
        sleep(Duration::from_secs(30)).await;
    }
    closes(&day).await;
    let counts = day.handle.published().day.vote(vote(1)).unwrap().counts.clone().unwrap();
    assert_eq!(counts[..4], [6, 3, 15, 0]);
    // Every step that anyone saw mixes three people at least, the last one too.
    let steps: Vec<u16> = day.house.events(day.room).await.iter().filter_map(total).collect();
    let seen = std::iter::once(&0).chain(&steps).zip(&steps);
    assert!(seen.clone().count() >= 2);
    assert!(seen.into_iter().all(|(before, after)| after - before > 6), "{steps:?}");
}

/// Dots in the counts that an event lets out.
fn total(event: &Event) -> Option<u16> {
    match event {
        Event::Released { counts, .. } | Event::VoteClosed { counts, .. } => {
            Some(counts.iter().sum())
        }
        _ => None,
    }
}

#[tokio::test(start_paused = true)]
async fn how_many_dots_are_placed_moves_every_three_seconds_at_most() {
    let (day, phones) = in_sealed_vote(6, VoteMode::Live).await;
    sleep(Duration::from_secs(30)).await;
    let mut watcher = day.handle.attach(cercle::view::Audience::Screen);
    let mut shown = watcher.published().around.dots;
    let mut moves = Vec::new();
    let urn = day.house.urn.clone();
    let tapping = tokio::spawn(async move {
        for phone in phones {
            for dot in 0..3 {
                let entry = phone.dots.sign(dot, 1, 1).unwrap();
                urn.place(phone.place, entry, &NO_TOKEN).await.unwrap();
                sleep(Duration::from_millis(700)).await;
            }
        }
    });
    while shown.map(|dots| dots.placed) != Some(18) {
        let now = watcher.changed().await.unwrap().around.dots;
        if now != shown {
            shown = now;
            moves.push(Instant::now());
        }
    }
    tapping.await.unwrap();
    assert!(moves.windows(2).all(|pair| pair[1] - pair[0] >= Duration::from_secs(3)), "{moves:?}");
}

#[tokio::test(start_paused = true)]
async fn fewer_than_six_or_sealed_see_nothing_before_the_close() {
    for (people, mode) in [(5, VoteMode::Live), (8, VoteMode::Sealed)] {
        let (day, phones) = in_sealed_vote(people, mode).await;
        let _tablet = day.handle.attach(cercle::view::Audience::Facilitator);
        for phone in &phones[1..] {
            phone.places(&day, 1, 1).await;
        }
        sleep(Duration::from_secs(600)).await;
        let released = |event: &Event| matches!(event, Event::Released { .. });
        assert!(!day.house.events(day.room).await.iter().any(released));
        assert_eq!(day.house.urn.standing(phones[0].place).await.unwrap().release, 0);
        closes(&day).await;
        let shown = day.handle.published();
        let counts = shown.day.vote(vote(1)).unwrap().counts.clone().unwrap();
        assert_eq!(counts[0], 3 * (people as u16 - 1));
    }
}

#[tokio::test(start_paused = true)]
async fn a_vote_closes_once_and_nothing_is_left_of_it_but_its_list() {
    let (day, phones) = in_sealed_vote(6, VoteMode::Live).await;
    phones[0].places(&day, 1, 2).await;
    let close = || turn(&day, Turn::Close { vote: vote(1) });
    assert_eq!(tokio::join!(close(), close()), (Ok(()), Ok(())));
    assert!(kept(&day, "").await.iter().all(|name| !name.starts_with("box/")));
    let closed = |event: &&Event| matches!(event, Event::VoteClosed { .. });
    assert_eq!(day.house.events(day.room).await.iter().filter(closed).count(), 1);
    let vote = the_vote(&day, Vote::is_closed).await;
    let tags: Vec<Tag> = vote.entries.iter().map(|entry| entry.tag).collect();
    assert_eq!(tags, vote.deal.seal.unwrap().tags);
    assert!(vote.deal.close.is_some());
    let late = phones[0].dots.sign(0, 2, 1).unwrap();
    let placed = day.house.urn.place(phones[0].place, late, &NO_TOKEN).await;
    assert_eq!(placed, Err(UrnFault::NoBox));
    assert_eq!(phones[1].asks(&day).await.unwrap_err().reason, Reason::VoteClosed);
}

#[tokio::test(start_paused = true)]
async fn a_vote_with_an_end_closes_at_it() {
    let day = Day::with_cases(6, 30).await;
    day.goes(Position::Prioritisation).await;
    let end = day.house.clock.now().plus_ms(180_000);
    let (vote, mode) = (vote(1), VoteMode::Sealed);
    day.does(ByFacilitator::OpenVote { vote, dots: 3, mode, ends_at: Some(end) }).await;
    sealed(&day, 6).await[0].places(&day, 1, 1).await;
    until(&day.handle, |shown| shown.day.vote(vote).unwrap().is_closed()).await;
    assert_eq!(day.house.clock.now(), end);
}

#[tokio::test(start_paused = true)]
async fn a_dot_on_a_case_that_is_withdrawn_stays_where_it_is() {
    let (day, phones) = in_sealed_vote(6, VoteMode::Live).await;
    phones[0].places(&day, 1, 2).await;
    day.says(2, ByParticipant::WithdrawCase { case: case(2) }).await;
    phones[2].places(&day, 1, 2).await;
    closes(&day).await;
    let day = day.handle.published().day.clone();
    let vote = day.vote(vote(1)).unwrap();
    assert_eq!(vote.counts.as_ref().unwrap()[1], 6, "the list is what was chosen");
    assert_eq!(vote.entries.len(), 18);
}

/// Phones take whoever holds credentials and is unknown to them for a stranger.
#[tokio::test(start_paused = true)]
async fn somebody_who_leaves_after_credentials_is_no_stranger_to_the_others() {
    let day = Day::with_people(7).await;
    // Without a case of theirs in the circle.
    day.goes(Position::Closing).await;
    day.does(ByFacilitator::OpenRoti { vote: vote(1) }).await;
    sealed(&day, 7).await;
    let (participant, present) = (seat(7), false);
    day.does(ByFacilitator::FreeSeat { participant }).await;
    let (from, until) = (None, None);
    day.does(ByFacilitator::SetPresence { participant, present, from, until }).await;
    let frame = day.handle.published().frame(Audience::Participant(seat(1)));
    let now = frame.sections.iter().find(|section| section.name == "now").unwrap();
    assert!(now.text.contains(&name(7)), "{}", now.text);
}

/// Nobody counts a box that is not there: what phones know is placed again first.
#[tokio::test(start_paused = true)]
async fn a_box_lost_while_all_is_quiet_is_dealt_again_and_not_counted() {
    let (day, phones) = in_sealed_vote(6, VoteMode::Live).await;
    phones[0].places(&day, 1, 2).await;
    sleep(Duration::from_secs(30)).await;
    day.house.vault.destroy(&format!("box/{}", phones[0].place)).await.unwrap();
    assert_eq!(turn(&day, Turn::Close { vote: vote(1) }).await, Err(Reason::Unavailable));
    let again = the_vote(&day, |vote| vote.deal.epoch == 1 && vote.deal.pk.is_some()).await;
    assert!(!again.is_closed());
}

/// Nothing is counted, no phone is told that its dots were dropped, and the day can end.
#[tokio::test(start_paused = true)]
async fn a_box_lost_with_too_few_left_to_deal_again_closes_without_counts() {
    let (day, phones) = in_sealed_vote(4, VoteMode::Sealed).await;
    phones[0].places(&day, 1, 2).await;
    for n in [3, 4] {
        day.says(n, ByParticipant::CheckOut).await;
    }
    sleep(Duration::from_secs(30)).await;
    day.house.vault.destroy(&format!("box/{}", phones[0].place)).await.unwrap();
    assert_eq!(turn(&day, Turn::Close { vote: vote(1) }).await, Ok(()));
    let closed = the_vote(&day, Vote::is_closed).await;
    assert_eq!(closed.counts.unwrap().iter().sum::<u16>(), 0);
    assert!(closed.deal.seal.is_none() && closed.deal.epoch == 1);
    assert!(kept(&day, "box/").await.is_empty() && kept(&day, "seed/").await.is_empty());
    day.goes(Position::Closing).await;
    day.does(ByFacilitator::CloseDay).await;
}

/// A phone is lost and somebody comes late: all are dealt again.
#[tokio::test(start_paused = true)]
async fn a_vote_is_dealt_again_to_who_is_here_and_no_dot_counts_twice() {
    let (day, phones) = in_sealed_vote(7, VoteMode::Live).await;
    for phone in &phones[..2] {
        phone.places(&day, 1, 1).await;
    }
    day.does(ByFacilitator::Admit { knock: knock(8), participant: seat(8), name: name(8) }).await;
    let without = vec![seat(7)];
    let redeal = Turn::Redeal { vote: vote(1), from: 0, without };
    assert_eq!(turn(&day, redeal.clone()).await, Ok(()));
    assert_eq!(turn(&day, redeal).await, Ok(()), "said again");
    let dealt = the_vote(&day, |vote| vote.deal.epoch == 1 && vote.deal.pk.is_some()).await;
    assert_eq!((dealt.deal.redealt, dealt.deal.electors.len()), (Some(6), 7));
    let old = phones[0].dots.sign(0, 2, 3).unwrap();
    sleep(Duration::from_secs(1)).await;
    let placed = day.house.urn.place(phones[0].place, old, &NO_TOKEN).await;
    assert_eq!(placed, Err(UrnFault::NoBox), "the box before is gone");
    let mut again = Vec::new();
    for who in [1, 2, 3, 4, 5, 6, 8] {
        again.push(Phone::ready(&day, who).await);
    }
    stage(&day, BallotStage::Sealed).await;
    for phone in &again[..2] {
        phone.places(&day, 1, 1).await;
    }
    let late = Turn::Redeal { vote: vote(1), from: 3, without: Vec::new() };
    assert_eq!(turn(&day, late).await, Err(Reason::OtherEpoch));
    closes(&day).await;
    let closed = the_vote(&day, Vote::is_closed).await;
    assert_eq!((closed.counts.unwrap()[0], closed.entries.len()), (6, 21));
    assert!(kept(&day, "box/").await.is_empty() && kept(&day, "seed/").await.is_empty());
    let closed = Turn::Redeal { vote: vote(1), from: 1, without: Vec::new() };
    assert_eq!(turn(&day, closed).await, Err(Reason::VoteClosed));
}

/// Three people in a step of a short process.
async fn in_a_step(index: u8) -> Day {
    Day::in_step(4, "offre_apports", 20, index).await
}

#[tokio::test(start_paused = true)]
async fn a_vote_of_interest_closes_when_its_step_is_left() {
    let day = in_a_step(1).await;
    day.does(ByFacilitator::OpenInterest { vote: vote(1) }).await;
    day.goes(Day::at_step(2)).await;
    until(&day.handle, |shown| shown.day.vote(vote(1)).unwrap().is_closed()).await;
    day.goes(Position::Closing).await;
    day.does(ByFacilitator::OpenRoti { vote: vote(2) }).await;
}

/// A "next" that was a mistake ends no vote, and shows nothing of what has been placed so far.
#[tokio::test(start_paused = true)]
async fn a_vote_of_interest_stays_open_while_its_step_may_come_back() {
    let day = in_a_step(1).await;
    let phones = sealed_interest(&day).await;
    phones[0].places(&day, 1, 1).await;
    day.goes(Day::at_step(2)).await;
    sleep(Duration::from_secs(9)).await;
    day.does(ByFacilitator::UndoGo { to: Day::at_step(2) }).await;
    sleep(Duration::from_secs(60)).await;
    assert!(!is_closed(&day));
    phones[1].places(&day, 1, 2).await;
    closes(&day).await;
    assert_eq!(the_vote(&day, Vote::is_closed).await.counts.unwrap().iter().sum::<u16>(), 2);
}

/// What was asked in a step is not asked, nor shown, in the step that another process has there.
#[tokio::test(start_paused = true)]
async fn a_vote_of_interest_closes_when_the_case_goes_on_by_another_process() {
    let day = in_a_step(1).await;
    day.does(ByFacilitator::OpenInterest { vote: vote(1) }).await;
    let process = process("faire_savoir");
    day.does(ByFacilitator::ChangeProcess { slot: Day::SLOT, process, minutes: 20 }).await;
    until(&day.handle, |shown| shown.day.vote(vote(1)).unwrap().is_closed()).await;
    day.goes(Day::at_step(1)).await;
    assert!(day.handle.published().day.one_tap().is_none());
}

#[tokio::test(start_paused = true)]
async fn whether_a_step_goes_on_is_asked_no_longer_once_it_has_more_time() {
    let day = in_a_step(0).await;
    day.does(ByFacilitator::AskMoreTime { vote: vote(1) }).await;
    let from = day.handle.published().day.step_clock.unwrap().ends_at;
    day.does(ByFacilitator::SetClock { from, to: from.plus_ms(120_000) }).await;
    until(&day.handle, |shown| shown.day.vote(vote(1)).unwrap().is_closed()).await;
    day.does(ByFacilitator::AskMoreTime { vote: vote(2) }).await;
}

/// The house falls down between any two steps of a vote, and everything goes on.
mod crashes {
    use super::*;

    impl Day {
        /// Something happens while the house is down.
        async fn down(self, meanwhile: impl AsyncFnOnce(&crate::support::House)) -> Self {
            let Day { house, hub, room, code, handle } = self;
            drop((handle, hub.rest().await));
            meanwhile(&house).await;
            let hub = house.hub();
            let handle = hub.room(room).await.unwrap();
            Day { house, hub, room, code, handle }
        }
    }

    /// At each step of the way to the seal.
    #[tokio::test(start_paused = true)]
    async fn while_credentials_are_given_and_dots_put_in() {
        let mut day = Day::in_vote(6, VoteMode::Live).await.crashes().await;
        let mut phones = Vec::new();
        for who in 1..=6 {
            let mut phone = Phone::draw(&day, who).await;
            phone.asks(&day).await.unwrap();
            day = day.crashes().await;
            phone.issues(&day).await;
            phone.deposits(&day).await;
            day = day.crashes().await;
            phones.push(phone);
        }
        let vote = stage(&day, BallotStage::Sealed).await;
        assert_eq!(vote.deal.seal.unwrap().tags.len(), 18);
        for phone in &phones {
            day = day.crashes().await;
            phone.places(&day, 1, 4).await;
        }
        day = day.crashes().await;
        closes(&day).await;
        let counts = the_vote(&day, Vote::is_closed).await.counts.unwrap();
        assert_eq!(counts, [0, 0, 0, 18, 0, 0]);
    }

    #[tokio::test(start_paused = true)]
    async fn between_the_seal_of_the_box_and_that_of_the_journal() {
        let day = Day::in_vote(6, VoteMode::Live).await;
        let mut place = None;
        for who in 1..=5 {
            place = Some(Phone::ready(&day, who).await.place);
        }
        let place = place.unwrap();
        let day = day.down(async |house| {
            assert!(house.urn.seal(place, 1).await.unwrap().is_some());
        });
        let day = day.await;
        let vote = stage(&day, BallotStage::Sealed).await;
        assert_eq!(vote.deal.seal.unwrap().tags.len(), 15);
        assert!(kept(&day, "seed/").await.is_empty());
    }

    /// A box that is lost is dealt again: phones know what they chose.
    #[tokio::test(start_paused = true)]
    async fn and_the_box_is_lost() {
        let (day, phones) = in_sealed_vote(6, VoteMode::Live).await;
        phones[0].places(&day, 1, 1).await;
        let (room, id) = (day.room, vote(1));
        let day = day.down(async |house| house.urn.put_away(room, id, None, None).await.unwrap());
        let day = day.await;
        the_vote(&day, |vote| vote.deal.epoch == 1).await;
        let again = sealed(&day, 6).await;
        again[0].places(&day, 1, 1).await;
        closes(&day).await;
        assert_eq!(the_vote(&day, Vote::is_closed).await.counts.unwrap()[0], 3);
    }

    #[tokio::test(start_paused = true)]
    async fn between_a_release_and_its_word() {
        let (day, phones) = in_sealed_vote(6, VoteMode::Live).await;
        for phone in &phones[..3] {
            phone.places(&day, 1, 1).await;
        }
        let place = phones[0].place;
        let mut released = None;
        let day = day.down(async |house| {
            released = house.urn.release(place, 3, 3).await.unwrap();
        });
        let day = day.await;
        let (n, counts) = released.expect("three people have placed");
        let shown = the_vote(&day, |vote| vote.release == n).await;
        assert_eq!(shown.released, Some(counts.clone()));
        // Said again, it changes nothing.
        let revision = day.house.revision(day.room).await;
        let again = Command::House(ByHouse::Release { vote: vote(1), n, counts });
        assert_eq!(day.handle.ask(again).await, Ok(()));
        let day = day.crashes().await;
        sleep(Duration::from_secs(60)).await;
        assert_eq!(day.house.revision(day.room).await, revision);
    }

    #[tokio::test(start_paused = true)]
    async fn between_the_freezing_and_the_counts() {
        let (day, phones) = in_sealed_vote(6, VoteMode::Live).await;
        phones[0].places(&day, 1, 2).await;
        let place = phones[0].place;
        let mut tally = None;
        let day =
            day.down(async |house| tally = Some(house.urn.freeze(place).await.unwrap())).await;
        let closed = the_vote(&day, Vote::is_closed).await;
        let tally = tally.unwrap();
        assert_eq!((closed.counts.unwrap(), closed.entries), (tally.counts, tally.entries));
        assert!(kept(&day, "box/").await.is_empty());
    }

    #[tokio::test(start_paused = true)]
    async fn between_the_freezing_and_the_counts_while_the_journal_is_away() {
        let (day, phones) = in_sealed_vote(6, VoteMode::Live).await;
        phones[0].places(&day, 1, 2).await;
        sleep(Duration::from_secs(30)).await;
        day.house.journal.set_away(true);
        let verdict = turn(&day, Turn::Close { vote: vote(1) }).await;
        assert_eq!(verdict, Err(Reason::Unavailable));
        assert!(!is_closed(&day));
        sleep(Duration::from_secs(5)).await;
        day.house.journal.set_away(false);
        the_vote(&day, Vote::is_closed).await;
    }

    #[tokio::test(start_paused = true)]
    async fn between_the_counts_and_the_destruction() {
        let (day, phones) = in_sealed_vote(6, VoteMode::Live).await;
        let place = phones[0].place;
        // The counts are journaled by a house whose vault is away, so that the box stays.
        let Day { house, hub, room, code, handle } = day;
        hub.rest().await;
        drop(handle);
        let tally = house.urn.freeze(place).await.unwrap();
        let hub = house.hub();
        let handle = hub.room(room).await.unwrap();
        house.vault.set_away(true);
        let (counts, entries) = (tally.counts, tally.entries);
        let close = Command::House(ByHouse::CloseVote { vote: vote(1), counts, entries });
        assert_eq!(handle.ask(close).await, Ok(()));
        hub.rest().await;
        house.vault.set_away(false);
        assert_eq!(house.vault.names("box/").await.unwrap().len(), 1);
        let hub = house.hub();
        let handle = hub.room(room).await.unwrap();
        let day = Day { house, hub, room, code, handle };
        assert!(kept(&day, "box/").await.is_empty());
        assert!(is_closed(&day));
    }

    #[tokio::test(start_paused = true)]
    async fn between_another_deal_and_its_key() {
        let (day, phones) = in_sealed_vote(6, VoteMode::Live).await;
        phones[0].places(&day, 1, 1).await;
        let redeal = ByHouse::Redeal { vote: vote(1), from: 0, without: Vec::new(), placed: 3 };
        assert_eq!(day.handle.ask(Command::House(redeal)).await, Ok(()));
        let day = day.crashes().await;
        sealed(&day, 6).await[0].places(&day, 1, 5).await;
        assert_eq!(kept(&day, "box/").await.len(), 1);
        closes(&day).await;
        assert_eq!(the_vote(&day, Vote::is_closed).await.counts.unwrap(), [0, 0, 0, 0, 3, 0]);
    }
}
