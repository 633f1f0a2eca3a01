"""How articles come into the store."""

import asyncio
import logging
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from bot.filing import file_in
from bot.sources.corpus import Corpus, load_corpus
from bot.store.base import Store
from bot.store.records import CORPUS
from bot.topic_book import take_over

logger = logging.getLogger(__name__)


async def take_over_corpus(store: Store, folder: Path, *, now: datetime) -> Corpus:
    """Make the store hold what a corpus folder holds: its articles, and its topics if it has any.

    An article is called by the folder's name and the file's, so that it keeps its id when the
    project moves. Articles of files or folders that are gone go too; those from elsewhere stay, and
    so does what admins did to topics. Articles that were there before are not filed anew.

    Raises:
        CorpusError: the folder cannot be used.
    """
    corpus = await asyncio.to_thread(
        load_corpus, folder, now=now, name=lambda path: f"{folder.name}/{path.name}"
    )
    for problem in corpus.problems:
        logger.warning("%s", problem)
    if corpus.topics:
        await take_over(store, corpus.topics)
    articles = [replace(a, id=f"{CORPUS}:{a.id}") for a in corpus.articles]
    await file_in(store, articles, CORPUS, now=now)
    there = {article.id for article in articles}
    await store.articles.remove([i for i in await store.articles.ids(CORPUS) if i not in there])
    return corpus
