mod bulk;
mod concurrency;
mod create;
mod delete;
mod index;
mod load;
mod update;
mod upsert;
