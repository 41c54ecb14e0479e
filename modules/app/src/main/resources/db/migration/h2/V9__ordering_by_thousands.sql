-- H2 notes in the file how far the numbers of an identity have been given, in a transaction of its own that all who insert wait for: each
-- 32 rows, as it comes.
alter table event_journal alter column ordering set cache 1000;
