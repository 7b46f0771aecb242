//! The group's own processes (G).

use cercle::catalogue::Catalogue;
use cercle::domain::cycle::{Command, Cycle, Event, Facts, NotDone, NotPut};
use cercle::domain::id::{CycleId, FacilitatorId};
use cercle::domain::limits::OWN_PROCESSES;
use cercle::domain::process::{Process, ProcessId, Wrong};
use uuid::Uuid;

fn cycle() -> Cycle {
    let mut cycle = Cycle::default();
    let facts = Facts {
        cycle: CycleId(Uuid::nil()),
        group: "Groupe".into(),
        organisation: String::new(),
        dates: Vec::new(),
    };
    let by = FacilitatorId(Uuid::nil());
    cycle.apply(&Event::Founded { facts, people: Vec::new(), by });
    cycle
}

/// A copy of the house's codevelopment under another id.
fn copy(id: &str) -> Process {
    let catalogue = Catalogue::shipped().unwrap();
    let house = catalogue.get(&ProcessId::new("codeveloppement").unwrap()).unwrap();
    Process { id: ProcessId::new(id).unwrap(), ..house.as_ref().clone() }
}

fn renamed(id: &str, name: &str) -> Process {
    let mut process = copy(id);
    process.steps[0].name.fr = name.into();
    process
}

fn put(from: u16, process: &Process) -> Command {
    Command::PutProcess { from, process: Box::new(process.clone()) }
}

/// How many events a command gave; they are applied.
fn does(cycle: &mut Cycle, command: &Command) -> usize {
    let events = cycle.decide(command).unwrap();
    for event in &events {
        cycle.apply(event);
    }
    events.len()
}

fn refuses(cycle: &Cycle, command: &Command) -> NotPut {
    match cycle.decide(command) {
        Err(NotDone::NotPut(not)) => not,
        other => panic!("{other:?}"),
    }
}

fn versions(cycle: &Cycle) -> Vec<(&str, u16)> {
    cycle.own_processes().map(|own| (own.id.as_str(), own.version)).collect()
}

#[test]
fn o1_what_is_wrong_is_told_with_its_place_and_changes_nothing() {
    let cycle = cycle();
    let mut process = copy("a_nous");
    process.steps[2].name.en.clear();
    process.minutes.typ += 1;
    let NotPut::Faulty(faults) = refuses(&cycle, &put(0, &process)) else { panic!() };
    let told: Vec<_> = faults.iter().map(|fault| (fault.place.as_str(), fault.wrong)).collect();
    assert_eq!(told, [("minutes.typ", Wrong::NotTheSum), ("steps[2].name.en", Wrong::Empty)]);
    assert!(versions(&cycle).is_empty());
}

#[test]
fn o2_another_text_is_another_version_and_the_same_text_is_none() {
    let mut cycle = cycle();
    assert_eq!(does(&mut cycle, &put(0, &copy("a_nous"))), 1);
    assert_eq!(does(&mut cycle, &put(0, &copy("a_nous"))), 0);
    assert_eq!(does(&mut cycle, &put(1, &renamed("a_nous", "Récit"))), 1);
    assert_eq!(does(&mut cycle, &put(1, &renamed("a_nous", "Récit"))), 0);
    assert_eq!(versions(&cycle), [("a_nous", 2)]);
}

#[test]
fn o2_a_file_s_own_count_is_not_taken() {
    let mut cycle = cycle();
    let far = Process { version: 41, ..copy("a_nous") };
    does(&mut cycle, &put(0, &far));
    assert_eq!(does(&mut cycle, &put(1, &copy("a_nous"))), 0);
    assert_eq!(versions(&cycle), [("a_nous", 1)]);
}

#[test]
fn o2_an_edit_of_an_older_version_takes_nothing_away() {
    let mut cycle = cycle();
    does(&mut cycle, &put(0, &copy("a_nous")));
    does(&mut cycle, &put(1, &renamed("a_nous", "Récit")));
    for from in [0, 1, 3] {
        let late = put(from, &renamed("a_nous", "Tout autre chose"));
        assert_eq!(refuses(&cycle, &late), NotPut::Changed, "from {from}");
    }
}

#[test]
fn o2_a_process_that_comes_back_counts_on() {
    let mut cycle = cycle();
    does(&mut cycle, &put(0, &copy("a_nous")));
    let id = ProcessId::new("a_nous").unwrap();
    let drop = Command::DropProcess { id };
    assert_eq!((does(&mut cycle, &drop), does(&mut cycle, &drop)), (1, 0));
    assert!(versions(&cycle).is_empty());
    assert_eq!(refuses(&cycle, &put(1, &copy("a_nous"))), NotPut::Changed);
    does(&mut cycle, &put(0, &copy("a_nous")));
    assert_eq!(versions(&cycle), [("a_nous", 2)]);
}

#[test]
fn o3_a_cycle_keeps_twelve_at_most() {
    let mut cycle = cycle();
    for n in 0..OWN_PROCESSES {
        does(&mut cycle, &put(0, &copy(&format!("a_nous_{n}"))));
    }
    assert_eq!(refuses(&cycle, &put(0, &copy("de_trop"))), NotPut::TooMany);
    does(&mut cycle, &put(1, &renamed("a_nous_0", "Récit")));
    does(&mut cycle, &Command::DropProcess { id: ProcessId::new("a_nous_1").unwrap() });
    does(&mut cycle, &put(0, &copy("a_sa_place")));
    assert_eq!(versions(&cycle).len(), OWN_PROCESSES);
}
