COMMENT ON COLUMN "identity"."authenticators"."secret" IS 'Secret that the app shares, 160 random bits in base32, encrypted under the root key; rows of before: as it is.';
