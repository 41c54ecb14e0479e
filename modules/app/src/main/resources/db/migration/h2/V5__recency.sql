-- What trending and latest lists are ranked by: since when there is the item (epoch seconds), and of each window of time its minutes and its
-- decayed count (RecencyColumns). Null where it is not known, as in all rows of before: such an item is there from the beginning.
alter table index_item add column since bigint;
alter table index_item add column trends varbinary;
