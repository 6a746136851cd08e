/**
 * Loaded before a program that the set-up runs: ends it when the set-up is killed, so that no orphan goes on writing
 * where the next set-up has begun.
 */
process.on("disconnect", () => process.exit(1));
process.channel?.unref();
