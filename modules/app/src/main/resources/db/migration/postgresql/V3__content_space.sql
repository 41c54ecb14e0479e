-- Where items lie by their descriptions, and what they start from there: one row, from the first fit on. The version counts the fits,
-- so that nodes see that there is a new one; ordering is the journal's when it was fitted.
create table content_space (
  id integer primary key check (id = 1),
  version bigint not null,
  ordering bigint not null,
  space bytea not null
);
