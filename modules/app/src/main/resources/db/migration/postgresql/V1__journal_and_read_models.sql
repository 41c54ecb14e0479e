-- Journal and snapshots of akka-persistence-jdbc 5.2.1 (its schema/postgres). The tag table stays empty,
-- as nothing is tagged, and is there because the plugin's queries name it; durable state is not used.
create table event_journal (
  ordering bigserial,
  persistence_id varchar(255) collate "C" not null,
  sequence_number bigint not null,
  deleted boolean default false not null,
  writer varchar(255) not null,
  write_timestamp bigint,
  adapter_manifest varchar(255),
  event_ser_id integer not null,
  event_ser_manifest varchar(255) not null,
  event_payload bytea not null,
  meta_ser_id integer,
  meta_ser_manifest varchar(255),
  meta_payload bytea,
  primary key (persistence_id, sequence_number)
);

create unique index event_journal_ordering_idx on event_journal (ordering);

create table event_tag (
  event_id bigint,
  tag varchar(256),
  primary key (event_id, tag),
  constraint fk_event_journal foreign key (event_id)
    references event_journal (ordering) on delete cascade
);

create table snapshot (
  persistence_id varchar(255) collate "C" not null,
  sequence_number bigint not null,
  created bigint not null,
  snapshot_ser_id integer not null,
  snapshot_ser_manifest varchar(255) not null,
  snapshot_payload bytea not null,
  meta_ser_id integer,
  meta_ser_manifest varchar(255),
  meta_payload bytea,
  primary key (persistence_id, sequence_number)
);

-- One life of a topic: the epoch is our number for Kafka's topic id, one sequence for all topics, since a record is known by
-- epoch, partition and offset.
create table log_epoch (
  topic varchar(255) not null,
  epoch integer not null,
  topic_id varchar(64) not null,
  started_at timestamp with time zone not null,
  primary key (epoch),
  unique (topic, topic_id)
);

-- Everything below next_offset is settled: durable in both journals, or rejected. Only ever raised.
create table frontier (
  topic varchar(255) not null,
  epoch integer not null,
  part integer not null,
  next_offset bigint not null,
  events bigint not null,
  target_sum double precision not null,
  primary key (topic, epoch, part)
);

-- The projection of the items' journals that the index starts from.
create table index_item (
  item_id varchar(128) primary key,
  part integer not null,
  sequence_number bigint not null,
  vector bytea not null,
  bias real not null,
  heat double precision not null,
  events bigint not null,
  title text,
  categories text,
  hidden boolean not null,
  removed boolean not null
);

create index index_item_part_idx on index_item (part);

-- The journal's ordering up to which index_item is complete, by partition.
create table index_progress (
  part integer primary key,
  ordering bigint not null
);

-- What the vectors in the journal were made by, from the first start on: one row, which no later start may differ from.
create table model (
  id integer primary key check (id = 1),
  objective varchar(32) not null,
  factors integer not null,
  seed bigint not null,
  rating_min double precision not null,
  rating_max double precision not null
);

-- Users that were to be erased, by receipt: asked_at in epoch milliseconds, events removed so far, and how often their journal
-- was gone over. Two passes end it: the second finds a snapshot that was being written during the first.
create table erasure (
  receipt varchar(36) primary key,
  user_id varchar(128) not null,
  asked_at bigint not null,
  events bigint not null,
  passes integer not null
);

create index erasure_user_idx on erasure (user_id);

-- Journals that no longer begin at their first event: the number of the event that takes the place of all before it.
create table journal_base (
  persistence_id varchar(255) collate "C" primary key,
  sequence_number bigint not null,
  erased boolean not null
);

-- Models beside the one of the configuration, each with all these tables in a schema of its own, model_<name>. A row is here once
-- the model is whole. Descriptions, removals and erasures are the model's, too, up to the ordering mended_to of the main journal.
create table side_model (
  name varchar(32) primary key,
  settings text not null,
  promoted_at bigint not null,
  active boolean not null,
  mended_to bigint not null
);
