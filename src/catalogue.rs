//! The treatment processes the house ships, read from `catalogue/` and checked at start.

use std::sync::Arc;

use crate::domain::process::{Fault, Process, ProcessId};

mod read;
#[cfg(test)]
mod tests;

pub use read::read;

/// Names a file of `catalogue/` and embeds its text.
macro_rules! shipped {
    ($($name:literal),+ $(,)?) => {
        [$((concat!($name, ".json"), include_str!(concat!("../catalogue/", $name, ".json")))),+]
    };
}

/// Every shipped file, from the lightest process to the heaviest, then the formats beside them: the
/// order people see.
const SHIPPED: [(&str, &str); 20] = shipped![
    "faire_savoir",
    "demande_apports",
    "offre_apports",
    "temoignage",
    "partage_experiences",
    "coaching_individuel",
    "mise_en_situation",
    "action_learning",
    "six_chapeaux",
    "etude_de_cas",
    "intervision",
    "troika",
    "wise_crowds",
    "app",
    "codeveloppement",
    "lean_coffee",
    "bocal",
    "balint",
    "world_cafe",
    "marche",
];

/// The processes one may choose from, in the order people see.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    processes: Vec<Arc<Process>>,
}

/// Why a file cannot be a process of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CatalogueFault {
    /// It is no process, or one that contradicts itself.
    #[error("{file}: {}", told(faults))]
    Faulty {
        /// The file's name.
        file: String,
        /// What is wrong, and where.
        faults: Vec<Fault>,
    },
    /// An earlier file has the same id.
    #[error("{file}, id: {id} stands twice in the catalogue")]
    Twice {
        /// The later file's name.
        file: String,
        /// The id of both.
        id: ProcessId,
    },
}

impl Catalogue {
    /// The processes that come with the program.
    pub fn shipped() -> Result<Self, CatalogueFault> {
        Self::from_files(SHIPPED)
    }

    /// The processes of these files, given as (name, text), in this order.
    pub fn from_files<N, T>(files: impl IntoIterator<Item = (N, T)>) -> Result<Self, CatalogueFault>
    where
        N: AsRef<str>,
        T: AsRef<str>,
    {
        Self::default().with(files)
    }

    /// These processes, and those of the files after them.
    pub fn with<N, T>(
        mut self,
        files: impl IntoIterator<Item = (N, T)>,
    ) -> Result<Self, CatalogueFault>
    where
        N: AsRef<str>,
        T: AsRef<str>,
    {
        for (name, text) in files {
            let process = read(text.as_ref().as_bytes()).map_err(|faults| {
                CatalogueFault::Faulty { file: name.as_ref().to_owned(), faults }
            })?;
            if self.get(&process.id).is_some() {
                let file = name.as_ref().to_owned();
                return Err(CatalogueFault::Twice { file, id: process.id });
            }
            self.processes.push(Arc::new(process));
        }
        Ok(self)
    }

    /// The process of this id.
    pub fn get(&self, id: &ProcessId) -> Option<&Arc<Process>> {
        self.processes.iter().find(|process| process.id == *id)
    }

    /// All of them, in that order.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Process>> {
        self.processes.iter()
    }
}

fn told(faults: &[Fault]) -> String {
    faults.iter().map(Fault::to_string).collect::<Vec<_>>().join("; ")
}
