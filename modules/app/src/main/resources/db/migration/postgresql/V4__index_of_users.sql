-- The projection of the users' journals that the index of users starts from: those of whom something is known. Empty without
-- tandem.entity.similar-users. An erasure removes the user's row with the events.
create table index_user (
  user_id varchar(128) primary key,
  part integer not null,
  sequence_number bigint not null,
  vector bytea not null
);

create index index_user_part_idx on index_user (part);

-- The journal's ordering up to which index_user is complete, by partition.
create table index_user_progress (
  part integer primary key,
  ordering bigint not null
);
