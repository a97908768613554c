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
        chain.0 = Some((chain.0.map_or(number, |(first, _)| first), number));
        self.0.push((thing, None));
    }

    pub(super) fn of(&self, chain: Chain) -> Links<'_, T> {
        Links { chains: self, next: chain.0.map(|(first, _)| first) }
    }
}

impl<'c, T> Iterator for Links<'c, T> {
    type Item = &'c T;

    fn next(&mut self) -> Option<Self::Item> {
        let (thing, behind) = self.chains.0.get(self.next? as usize)?;
        self.next = *behind;
        Some(thing)
    }
}
