-- API keys. The key itself is never stored: key_hash is HMAC-SHA-256(pepper, key), in hexadecimal digits.
CREATE TABLE api_key (
    key_id     VARCHAR(40) NOT NULL PRIMARY KEY,
    key_hash   CHAR(64)    NOT NULL,
    account_id VARCHAR(64) NOT NULL,
    tier       VARCHAR(32) NOT NULL,
    created_at TIMESTAMP   NOT NULL,
    CONSTRAINT api_key_hash UNIQUE (key_hash)
);
