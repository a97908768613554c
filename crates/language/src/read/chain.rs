//! Things that stand in rows, as the ends of one node of a trie do, all in one memory.

/// The first thing of a row that grows, and its last.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Chain(Option<(u32, u32)>);

/// The things of all chains, each with that behind it in its chain.
pub(super) struct Chains<T>(Vec<(T, Option<u32>)>);

/// The things of a chain, in the order in which they were added.
pub(super) struct Links<'c, T> {
    chains: &'c Chains<T>,
    next: Option<u32>,
}

impl Chain {
    /// The number of its first thing.
    pub(super) fn first(self) -> Option<u32> {
        self.0.map(|(first, _)| first)
    }
}

impl<T> Default for Chains<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Chains<T> {
    pub(super) fn add(&mut self, chain: &mut Chain, thing: T) {
        let number = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        if let Some((_, next)) = chain.0.and_then(|(_, last)| self.0.get_mut(last as usize)) {
            *next = Some(number);
        }
        chain.0 = Some((chain.first().unwrap_or(number), number));
        self.0.push((thing, None));
    }

    pub(super) fn of(&self, chain: Chain) -> Links<'_, T> {
        Links { chains: self, next: chain.first() }
    }

    /// A thing by its number, and the number of that behind it.
    pub(super) fn get(&self, number: u32) -> Option<(&T, Option<u32>)> {
        self.0.get(number as usize).map(|(thing, behind)| (thing, *behind))
    }
}

impl<'c, T> Iterator for Links<'c, T> {
    type Item = &'c T;

    fn next(&mut self) -> Option<Self::Item> {
        let (thing, behind) = self.chains.get(self.next?)?;
        self.next = behind;
        Some(thing)
    }
}
