-- Jobs of one kind and lane wait for the same thing outside, such as one receiver of webhooks.
ALTER TABLE jobs ADD COLUMN lane TEXT COLLATE "C" NOT NULL DEFAULT '';

-- What may be claimed; jobs that have ended do not weigh on it. They are found for deletion by
-- `jobs_by_run_at`: the `run_at` of an ended job is the time when it ended.
CREATE INDEX jobs_waiting ON jobs (kind, run_at) WHERE status IN ('queued', 'started');
