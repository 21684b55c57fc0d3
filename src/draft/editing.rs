//! A draft at work: edits become steps that can be undone and done again.

use super::{Draft, Edit, SectionText};
use crate::error::Error;

/// One step of the history.
#[derive(Debug, Clone)]
struct Step {
    title: String,
    /// Takes the step back.
    undo: Edit,
    /// Does it again.
    redo: Edit,
    /// The state it led to.
    leads_to: u64,
}

/// A draft with its history. Keystrokes into the same place are one step until [`Editing::seal`].
#[derive(Debug, Clone)]
pub struct Editing {
    draft: Draft,
    done: Vec<Step>,
    undone: Vec<Step>,
    /// The last step may still take more.
    open: bool,
    base: u64,
    newest: u64,
    saved: Option<u64>,
    /// What changed the draft since it was last asked, in order.
    made: Vec<Edit>,
}

impl Editing {
    /// Starts from a draft as it stands on disk.
    pub fn opened(draft: Draft) -> Self {
        let (done, undone, made) = (Vec::new(), Vec::new(), Vec::new());
        Self { draft, done, undone, open: false, base: 0, newest: 0, saved: Some(0), made }
    }

    /// Starts from a draft that is on no disk yet.
    pub fn fresh(draft: Draft) -> Self {
        Self { saved: None, ..Self::opened(draft) }
    }

    /// The draft as it is now.
    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    /// Names the present state. Equal numbers are equal states.
    pub fn state(&self) -> u64 {
        self.done.last().map_or(self.base, |step| step.leads_to)
    }

    /// Whether the present state is not the one last saved. A fresh draft counts once it is edited.
    pub fn is_unsaved(&self) -> bool {
        match self.saved {
            Some(saved) => saved != self.state(),
            None => !self.done.is_empty(),
        }
    }

    /// Notes that the state of that number is on disk.
    pub fn mark_saved(&mut self, state: u64) {
        self.saved = Some(state);
        self.open = false;
    }

    /// Applies an edit. One that changes the same thing as the open step joins it.
    ///
    /// # Errors
    /// As [`Draft::apply`]; nothing is changed then.
    pub fn apply(&mut self, edit: Edit) -> Result<(), Error> {
        let closes = self.ends_sentence(&edit);
        let undo = self.draft.apply(edit.clone())?;
        if undo.sets_the_same(&edit) {
            return Ok(());
        }
        self.made.push(edit.clone());
        self.undone.clear();
        self.newest += 1;
        let leads_to = self.newest;
        let joins = self.open && self.done.last().is_some_and(|step| step.redo.same_target(&edit));
        match self.done.last_mut() {
            Some(step) if joins => {
                // The first undo leads back to before the step, but for totals that only now changed.
                step.undo.takes_in(undo);
                step.redo.takes_over(edit);
                step.leads_to = leads_to;
            }
            _ => {
                let step = Step { title: edit.title(self.draft.form()), undo, redo: edit, leads_to };
                self.done.push(step);
            }
        }
        self.open = !closes;
        Ok(())
    }

    /// Applies an edit as a step of its own.
    ///
    /// # Errors
    /// As [`Draft::apply`].
    pub fn apply_alone(&mut self, edit: Edit) -> Result<(), Error> {
        self.seal();
        let result = self.apply(edit);
        self.seal();
        result
    }

    /// Closes the open step: what follows is a new one.
    pub fn seal(&mut self) {
        self.open = false;
    }

    /// Esc: takes back the open step as if it had never been.
    pub fn abandon(&mut self) {
        if self.open {
            self.undo();
            self.undone.clear();
        }
    }

    /// What undo would take back.
    pub fn undo_title(&self) -> Option<&str> {
        self.done.last().map(|step| step.title.as_str())
    }

    /// What redo would do again.
    pub fn redo_title(&self) -> Option<&str> {
        self.undone.last().map(|step| step.title.as_str())
    }

    /// What every step did, from the first, those that were undone too.
    pub fn steps(&self) -> impl Iterator<Item = &str> {
        self.done.iter().chain(self.undone.iter().rev()).map(|step| step.title.as_str())
    }

    /// How many of [`Editing::steps`] the present state has behind it.
    pub fn done(&self) -> usize {
        self.done.len()
    }

    /// Takes back the last step. The edit that did so tells what changed.
    pub fn undo(&mut self) -> Option<Edit> {
        self.open = false;
        let step = self.done.pop()?;
        let shown = self.replay(&step.undo);
        self.undone.push(step);
        Some(shown)
    }

    /// Does the last undone step again.
    pub fn redo(&mut self) -> Option<Edit> {
        self.open = false;
        let step = self.undone.pop()?;
        let shown = self.replay(&step.redo);
        self.done.push(step);
        Some(shown)
    }

    fn replay(&mut self, edit: &Edit) -> Edit {
        // Only edits that were applied before come here, so they apply again.
        let _ = self.draft.apply(edit.clone());
        self.made.push(edit.clone());
        edit.clone()
    }

    /// Every edit that changed the draft since the last call, undo and redo among them: what a journal writes down.
    pub fn take_made(&mut self) -> Vec<Edit> {
        std::mem::take(&mut self.made)
    }

    /// Whether a text edit typed the end of a sentence: the next one is a step of its own.
    fn ends_sentence(&self, edit: &Edit) -> bool {
        let Edit::Text(section, Some(new)) = edit else { return false };
        let count = |text: Option<&SectionText>| {
            let (shown, _) = text.map(|text| text.shown(|_| String::new())).unwrap_or_default();
            shown.matches(['。', '；', '！', '？', '\n']).count()
        };
        count(Some(new)) > count(self.draft.text(section))
    }
}
