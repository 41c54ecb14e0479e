-- What users and items learned has a letter in place of a class's name from here on. An earlier program would take such a row for a damaged
-- one; that it refuses this schema is what the version is for.
comment on column event_journal.event_ser_manifest is 'u or i: what a user or an item learned; else the name of a class';
