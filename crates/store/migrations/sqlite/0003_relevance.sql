-- Every place of every token of `record_text`, for counting how often a word occurs in a record.
CREATE VIRTUAL TABLE record_tokens USING fts5vocab (record_text, 'instance');

-- What a number of occurrences of one word is worth: 100 times the sum of 1, 1/4, 1/9 and so on,
-- rounded. PostgreSQL computes the same from `ts_rank`, up to the 255 places that it keeps.
CREATE TABLE occurrence_weights (
    occurrences INTEGER PRIMARY KEY,
    weight INTEGER NOT NULL
);
INSERT INTO occurrence_weights (occurrences, weight)
WITH RECURSIVE sums (occurrences, total) AS (
    SELECT 1, 100.0
    UNION ALL
    SELECT occurrences + 1, total + 100.0 / ((occurrences + 1) * (occurrences + 1))
    FROM sums WHERE occurrences < 255
)
SELECT occurrences, CAST(ROUND(total) AS INTEGER) FROM sums;
