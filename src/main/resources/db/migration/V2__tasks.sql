-- Work that outlives its request. Times are milliseconds since 1970. A change is made on top of the version it was read in.
CREATE TABLE task (
    task_id    VARCHAR(40)   NOT NULL PRIMARY KEY,
    account_id VARCHAR(64)   NOT NULL,
    key_id     VARCHAR(40)   NOT NULL,
    tier       VARCHAR(32)   NOT NULL,
    endpoint   VARCHAR(100)  NOT NULL,
    strategy   VARCHAR(100),
    region     VARCHAR(100),
    patient    BOOLEAN       NOT NULL,
    address    VARCHAR(300)  NOT NULL,
    webhook    VARCHAR(2000),
    state      VARCHAR(12)   NOT NULL,
    version    INT           NOT NULL,
    created_at BIGINT        NOT NULL,
    updated_at BIGINT        NOT NULL,
    -- When somebody has to look at it; NULL when nobody has to any more.
    next_at    BIGINT,
    expires_at BIGINT        NOT NULL,
    progress   INT           NOT NULL,
    runs       INT           NOT NULL,
    looks      INT           NOT NULL,
    failures   INT           NOT NULL,
    job_vendor VARCHAR(64),
    job_model  VARCHAR(128),
    job_region VARCHAR(64),
    job_key    VARCHAR(140),
    job_id     VARCHAR(255),
    recall     BOOLEAN       NOT NULL,
    notice     VARCHAR(16)   NOT NULL,
    status     INT           NOT NULL,
    -- Whether somebody has claimed it and not saved it since.
    held       BOOLEAN       NOT NULL,
    -- Bodies, in the canonical dialect: the request until it is over, then the answer.
    request    LONGBLOB,
    answer     LONGBLOB
);

CREATE INDEX task_due ON task (next_at, updated_at);

CREATE INDEX task_of_job ON task (job_id);

CREATE INDEX task_under_way ON task (account_id, state);

CREATE INDEX task_of_account ON task (account_id, created_at, task_id);
