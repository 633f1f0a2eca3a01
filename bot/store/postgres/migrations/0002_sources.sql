-- Where articles come from, who looks after that, and how articles read before they were edited.

ALTER TABLE topics ADD origin text NOT NULL DEFAULT 'corpus';

-- An address may be longer than an index of its order takes, so it is told apart by its hash.
CREATE TABLE sources (
    number bigint PRIMARY KEY CHECK (number > 0),
    kind text NOT NULL CHECK (kind IN ('feed', 'page', 'text', 'file')),
    address text NOT NULL,
    title text NOT NULL,
    added timestamptz NOT NULL,
    aliases text[] NOT NULL,
    language text,
    full_pages boolean NOT NULL,
    paused boolean NOT NULL,
    gone boolean NOT NULL,
    due timestamptz,
    interval_microseconds bigint NOT NULL CHECK (interval_microseconds >= 0),
    etag text,
    last_modified text,
    checksum text,
    fetched timestamptz,
    worked timestamptz,
    news timestamptz,
    cause text,
    detail text,
    failures integer NOT NULL CHECK (failures >= 0),
    failing_since timestamptz,
    told boolean NOT NULL,
    moved_to text,
    moved_times integer NOT NULL CHECK (moved_times >= 0),
    CHECK (due IS NULL OR NOT (paused OR gone OR kind = 'file')),
    CONSTRAINT sources_address EXCLUDE USING hash (address WITH =)
);
CREATE INDEX sources_due ON sources (due, number) WHERE due IS NOT NULL;

-- As text, in the order in which it was learnt: nobody looks for a part of it.
CREATE TABLE memories (
    source bigint PRIMARY KEY REFERENCES sources ON DELETE CASCADE,
    seen json NOT NULL CHECK (json_typeof(seen) = 'object'),
    habits json NOT NULL CHECK (json_typeof(habits) = 'array')
);

CREATE TABLE admins (
    person bigint PRIMARY KEY, -- Telegram's number, which is that of the private chat too
    added timestamptz NOT NULL,
    name text
);

CREATE TABLE earlier (
    article text COLLATE "C" NOT NULL REFERENCES articles ON DELETE CASCADE,
    number integer NOT NULL CHECK (number > 0),
    replaced timestamptz NOT NULL,
    title text,
    body text NOT NULL,
    PRIMARY KEY (article, number)
);
