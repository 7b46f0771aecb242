//! Sentences of the answer, in the language of the file's people.

use super::Weighed;
use super::answer::case_name;
use crate::domain::day::plan::Why;
use crate::domain::day::way::WayStep;
use crate::domain::id::{CaseId, ParticipantId};
use crate::domain::process::ProcessId;
use crate::domain::vocabulary::Language;
use crate::domain::ways;

/// Why a case is in or out.
pub(super) fn reason(weighed: &Weighed<'_>, why: &Why) -> String {
    let names = |people: &[ParticipantId]| names(weighed, people);
    let dots = |dots: &u16| match dots {
        0 => "Aucun point".into(),
        1 => "1 point".into(),
        _ => format!("{dots} points"),
    };
    let dots_en = |dots: &u16| match dots {
        0 => "No dots".into(),
        1 => "1 dot".into(),
        _ => format!("{dots} dots"),
    };
    match (weighed.scenario.language, why) {
        (Language::Fr, Why::Covers { people, dots: n }) => {
            format!("{} ; priorité de {}.", dots(n), names(people))
        }
        (Language::En, Why::Covers { people, dots: n }) => {
            format!("{}; a priority of {}.", dots_en(n), names(people))
        }
        (Language::Fr, Why::Dots { dots: 0 }) => "Retenu : il restait du temps.".into(),
        (Language::En, Why::Dots { dots: 0 }) => "In: there was time left.".into(),
        (Language::Fr, Why::Dots { dots: n }) => format!("Retenu pour ses {}.", dots(n)),
        (Language::En, Why::Dots { dots: n }) => format!("In for its {}.", dots_en(n)),
        (Language::Fr, Why::ByHand) => "Changé à la main.".into(),
        (Language::En, Why::ByHand) => "Changed by hand.".into(),
        (Language::Fr, Why::TooLong { minutes }) => {
            format!("{minutes} minutes et la transition : plus long que toute plage de traitement.")
        }
        (Language::En, Why::TooLong { minutes }) => {
            format!("{minutes} minutes and the transition: longer than any treatment block.")
        }
        (Language::Fr, Why::OverTime { minutes, available }) => format!(
            "{minutes} minutes et la transition : plus que les {available} disponibles, réserve gardée."
        ),
        (Language::En, Why::OverTime { minutes, available }) => format!(
            "{minutes} minutes and the transition: more than the {available} available, the reserve kept."
        ),
        (Language::Fr, Why::OwnerAway) => "Son porteur n’est pas là assez longtemps.".into(),
        (Language::En, Why::OwnerAway) => "Its owner is not there for as long as it takes.".into(),
        (Language::Fr, Why::GroupFloor) => "Trop peu de monde pour ce processus.".into(),
        (Language::En, Why::GroupFloor) => "Too few people for its process.".into(),
        (Language::Fr, Why::WouldUncover { people, dots: n }) => {
            format!("{} ; prendrait le temps prévu pour {}.", dots(n), names(people))
        }
        (Language::En, Why::WouldUncover { people, dots: n }) => {
            format!("{}; would take the time that covers {}.", dots_en(n), names(people))
        }
        (Language::Fr, Why::FewerDots { dots: n }) => {
            format!("{} ; dans ce temps, la journée en réunit plus sans lui.", dots(n))
        }
        (Language::En, Why::FewerDots { dots: n }) => {
            format!("{}; in that time the day brings more without it.", dots_en(n))
        }
        (Language::Fr, Why::EqualDots { dots: n }) => format!(
            "{} ; à points égaux pour la journée, il ne passe pas devant par rang, urgence, charge, ancienneté ou importance.",
            dots(n)
        ),
        (Language::En, Why::EqualDots { dots: n }) => format!(
            "{}; at equal dots for the day, it does not come before others by rank, urgency, load, age or importance.",
            dots_en(n)
        ),
        (Language::Fr, Why::LeftOut { dots: n }) => {
            format!("{} ; hors du meilleur plan trouvé, la recherche n’en dit pas plus.", dots(n))
        }
        (Language::En, Why::LeftOut { dots: n }) => {
            format!("{}; out of the best plan found, and the search says no more.", dots_en(n))
        }
        (Language::Fr, Why::NoProcess) => "Aucun processus choisi.".into(),
        (Language::En, Why::NoProcess) => "No process chosen.".into(),
    }
}

/// One step of a way out, and who has to agree.
pub(super) fn step(weighed: &Weighed<'_>, step: &WayStep) -> String {
    let who = names(weighed, &ways::asked(weighed.day, step));
    let name = |case| case_name(weighed, case);
    let is_fr = weighed.scenario.language == Language::Fr;
    match step {
        WayStep::Merge { merge } => merger(weighed, *merge, &who),
        WayStep::Lighten { case, process, minutes } => {
            let (name, process) = (name(*case), process_name(weighed, process));
            if is_fr {
                format!("alléger {name} en {process} de {minutes} minutes, avec l’accord de {who}")
            } else {
                format!(
                    "lighten {name} to {process} of {minutes} minutes, with the consent of {who}"
                )
            }
        }
        WayStep::Trim { case, minutes } => {
            let name = name(*case);
            if is_fr {
                format!("ramener {name} à {minutes} minutes, avec l’accord de {who}")
            } else {
                format!("trim {name} to {minutes} minutes, with the consent of {who}")
            }
        }
        WayStep::Rounds { process, minutes } => {
            let process = process_name(weighed, process);
            if is_fr {
                format!(
                    "un format pour tous à la fois, chacun son cas : {process}, {minutes} minutes"
                )
            } else {
                format!(
                    "one format for all at once, each their own case: {process}, {minutes} minutes"
                )
            }
        }
        WayStep::Shorten { block, minutes } => {
            let blocks = weighed.scenario.day.blocks.get(usize::from(*block));
            let block = blocks.map(|block| block.id.as_str()).unwrap_or_default();
            if is_fr {
                format!("raccourcir le temps {block} à {minutes} minutes")
            } else {
                format!("shorten block {block} to {minutes} minutes")
            }
        }
        WayStep::Extend { end } => {
            let minutes = end - weighed.day.schedule.end();
            if is_fr {
                format!("prolonger la journée de {minutes} minutes, si tout le monde est d’accord")
            } else {
                format!("extend the day by {minutes} minutes, if everyone agrees")
            }
        }
        WayStep::Defer { .. } if is_fr => format!(
            "reporter à la prochaine journée la garantie de {who}, qui y passera en premier, avec son accord"
        ),
        WayStep::Defer { .. } => {
            format!(
                "defer the guarantee of {who} to the next day, first place there, with their consent"
            )
        }
    }
}

fn merger(weighed: &Weighed<'_>, merge: CaseId, who: &str) -> String {
    let known = weighed.day.inventory.merges.iter().find(|known| known.merge == merge);
    let parts = known.map_or(&[][..], |known| &known.cases);
    let parts: Vec<String> = parts.iter().map(|part| case_name(weighed, *part)).collect();
    let parts = parts.join(", ");
    match weighed.scenario.language {
        Language::Fr => format!("réunir {parts}, avec l’accord de {who}"),
        Language::En => format!("merge {parts}, with the consent of {who}"),
    }
}

fn process_name(weighed: &Weighed<'_>, id: &ProcessId) -> String {
    let name = weighed.day.process(id).map(|process| &process.name);
    let name = name.map(|name| match weighed.scenario.language {
        Language::Fr => name.fr.clone(),
        Language::En => name.en.clone(),
    });
    name.unwrap_or_default()
}

/// Why a case that could be treated is in no plan: there is none.
pub(super) fn no_plan(weighed: &Weighed<'_>) -> String {
    match weighed.scenario.language {
        Language::Fr => "Pas de plan : il ne tient pas un cas prioritaire par personne.".into(),
        Language::En => "No plan: a priority case for everyone does not fit.".into(),
    }
}

/// What a person should know besides the answer: who counts for nothing or for all, what is
/// missing.
pub(super) fn remarks(weighed: &Weighed<'_>) -> Vec<String> {
    let (day, told) = (weighed.day, &weighed.told);
    let is_fr = weighed.scenario.language == Language::Fr;
    let mut remarks = Vec::new();
    let mut say = |fr: String, en: String| remarks.push(if is_fr { fr } else { en });
    if !told.without_priority.is_empty() {
        let who = names(weighed, &told.without_priority);
        say(
            format!("sans cas, donc sans garantie : {who}."),
            format!("without a case, so without a guarantee: {who}."),
        );
    }
    let unmarked = |who: &ParticipantId| {
        let marks = |(other, _): &(ParticipantId, u8)| other == who;
        !told.without_priority.contains(who)
            && !day.inventory.live().any(|case| case.priorities.iter().any(marks))
    };
    let unmarked: Vec<ParticipantId> =
        day.guaranteed().map(|member| member.participant).filter(unmarked).collect();
    if !unmarked.is_empty() {
        let who = names(weighed, &unmarked);
        say(
            format!("sans priorité choisie, donc chacun de leurs cas compte : {who}."),
            format!("without a chosen priority, so each of their cases counts: {who}."),
        );
    }
    if !day.inventory.live().any(|case| day.dots_of(case.case).is_some_and(|dots| dots > 0)) {
        say(
            "aucun point : rangs, urgence, charge et ancienneté décident.".into(),
            "no dots: ranks, urgency, load and age decide.".into(),
        );
    }
    if let Some(gap) = weighed.plan.as_ref().and_then(|plan| plan.gap) {
        say(
            format!(
                "la recherche s’est arrêtée avant la preuve, au terme de ses pas : un autre plan réunirait au plus {gap} points de plus."
            ),
            format!(
                "the search stopped before its proof, its steps being used up: another plan would bring at most {gap} dots more."
            ),
        );
    }
    let others = told.unplaceable.is_empty() || told.others_fit == Some(false);
    let clash = told.missing == 0 && told.extend.is_none() && others;
    if weighed.plan.is_none() && !told.is_known {
        say(
            "la recherche s’est arrêtée sans réponse, au terme de ses pas : aucun plan trouvé, aucun exclu.".into(),
            "the search stopped without an answer, its steps being used up: no plan was found, none is ruled out.".into(),
        );
    } else if weighed.plan.is_none() && clash {
        say(
            "ne tient pas : les minutes suffisent, mais la longueur d’une plage, les heures de présence ou le nombre de personnes laissent quelqu’un sans place.".into(),
            "does not fit: the minutes suffice, but the length of a block, the hours people are there or how many they are leave somebody without a place.".into(),
        );
    } else if let Some((_, minutes)) = told.extend.filter(|_| weighed.plan.is_none()) {
        say(
            format!(
                "ne tient pas : les minutes suffisent, mais une plage est trop courte de {minutes}."
            ),
            format!("does not fit: the minutes suffice, but a block is too short by {minutes}."),
        );
    } else if weighed.plan.is_none() && told.missing > 0 {
        let (required, available, missing) = (told.required, told.available, told.missing);
        say(
            format!(
                "ne tient pas : il faut {required} minutes, il y en a {available}, il en manque {missing}."
            ),
            format!(
                "does not fit: {required} minutes required, {available} available, {missing} missing."
            ),
        );
    }
    if !told.unplaceable.is_empty() {
        let who = names(weighed, &told.unplaceable);
        say(
            format!("aucun cas prioritaire ne peut être placé pour {who}."),
            format!("no priority case can be placed for {who}."),
        );
    }
    if weighed.plan.is_none() && weighed.ways.is_empty() {
        say(
            "aucune issue trouvée : revoyez les processus, les présences ou les horaires.".into(),
            "no way out found: look again at processes, presence or times.".into(),
        );
    } else if weighed.plan.is_none() && !weighed.ways.iter().any(|way| way.fits) {
        say(
            "aucune issue ne suffit ; celles qui aident sont dans waysOut.".into(),
            "no way out suffices; those that help are in waysOut.".into(),
        );
    }
    remarks
}

/// First names, in the order given.
fn names(weighed: &Weighed<'_>, people: &[ParticipantId]) -> String {
    let member = |who: &ParticipantId| weighed.day.roster.member(*who);
    let names: Vec<&str> = people.iter().filter_map(member).map(|one| one.name.as_str()).collect();
    names.join(", ")
}
