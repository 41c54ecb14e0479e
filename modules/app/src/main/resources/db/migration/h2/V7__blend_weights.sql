-- How much each ranking counts in a blend: what all nodes have learned of it, from what users took. A ranking without a row counts as the
-- configuration says; squares is the sum of the squared gradients, by which the steps become shorter.
create table blend_weight (
  ranking varchar(32) primary key,
  weight double precision not null,
  squares double precision not null
);
