-- The tables of the engine. Rows and inputs are `json`, never `jsonb`. The order of the keys of a record decides the order of the
-- activities, and `jsonb` sorts the keys.

-- For each source, the number of the last stored input. The inputs of a source have the numbers 1, 2, 3, and so on.
create table if not exists source (
  name text primary key,
  position bigint not null
);

-- The inputs that wait for a worker. All inputs that enter at one partition are in one lane.
create table if not exists input (
  n bigserial primary key,
  lane int not null,
  source text not null,
  number bigint not null,
  input json not null
);
create index if not exists input_of_lane on input (lane, n);

create table if not exists lane (lane int primary key);

-- One row for each partition. `rows` is null if nothing is known about the partition yet.
create table if not exists partition (
  key text collate "C" primary key,
  rows json
) with (fillfactor = 80);

-- The account in which each contact is live.
create table if not exists member (
  contact text collate "C" primary key,
  account text collate "C" not null
);
create index if not exists member_of_account on member (account);

-- The contact records that wait for an account.
create table if not exists waiting (
  n bigint primary key,
  account text collate "C" not null,
  contact text not null,
  lane int not null,
  source text not null,
  number bigint not null,
  input json not null
);
create index if not exists waiting_for_account on waiting (account);
create index if not exists waiting_of_contact on waiting (contact);

-- The settings, oldest first. The last row applies.
create table if not exists settings (
  n serial primary key,
  settings json not null
);

-- The decisions. The order of `n` is the order L of the law (docs/partitions.md).
create table if not exists log (
  n bigserial primary key,
  source text not null,
  number bigint not null,
  settings int not null,
  input json not null,
  decided json not null,
  move json
);

-- The inputs that could not be decoded, with the errors.
create table if not exists dead_letter (
  n bigserial primary key,
  source text not null,
  number bigint not null,
  input text not null,
  errors json not null
);
