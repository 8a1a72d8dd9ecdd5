using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Fidelity;

/// <summary>Tables that are cut into several chunks by keys that are hard to cut by.</summary>
public sealed class ChunkTests
{
    private const int Rows = 12_000;

    [Theory, OnEachServer]
    public Task Sparse_and_huge_key_ranges_are_cut_into_few_chunks(ServerKind kind) => CutsAsync(
        kind, "id BIGINT PRIMARY KEY", number => number % 2 == 0 ? $"{(long)number * 1_000_000_000_000}" : $"{-9223372036854775808 + number}");

    [Theory, OnEachServer]
    public Task Keys_above_the_signed_range_are_cut(ServerKind kind) => CutsAsync(
        kind, "id BIGINT UNSIGNED PRIMARY KEY", number => $"{18446744073709551615 - (ulong)number}");

    [Theory, OnEachServer]
    public Task Case_insensitive_text_keys_lose_no_rows(ServerKind kind) => CutsAsync(
        kind, "id VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci PRIMARY KEY", number => $"'{"aAéÉzZ_%"[number % 8]}x{number}'");

    [Theory, OnEachServer]
    public Task Keys_of_enumerations_lose_no_rows(ServerKind kind) => CutsAsync(
        kind, "id ENUM('z','a','m'), n INT, PRIMARY KEY (id, n)", number => $"{(number % 3) + 1}, {number}");

    [Theory, OnEachServer]
    public Task Keys_of_floats_lose_no_rows(ServerKind kind) => CutsAsync(kind, "id FLOAT PRIMARY KEY", number => $"{number}.5");

    [Theory, OnEachServer]
    public Task Unique_keys_with_nulls_lose_no_rows(ServerKind kind) => CutsAsync(
        kind, "id INT NULL, UNIQUE KEY (id)", number => number % 3 == 0 ? "NULL" : $"{number}");

    [Theory, OnEachServer]
    public Task Composite_keys_with_one_common_first_value_lose_no_rows(ServerKind kind) => CutsAsync(
        kind, "a INT, b DATETIME, c INT, PRIMARY KEY (a, b, c)", number => $"{(number < 11_900 ? 1 : 2)}, '2024-01-01', {number}");

    [Theory, OnEachServer]
    public Task Keys_of_decimals_and_bytes_lose_no_rows(ServerKind kind) => CutsAsync(
        kind, "a DECIMAL(30,10), b BINARY(4), PRIMARY KEY (a, b)", number => $"{number / 7}.{number % 7}, 0x{number:X8}");

    // Chunks of the smallest size that is allowed, over about 3 MB of rows.
    private static async Task CutsAsync(ServerKind kind, string key, Func<int, string> value)
    {
        await using var trip = await RoundTrip.MakeAsync(
            kind,
            [
                $"CREATE TABLE t ({key}, filler VARCHAR(300) CHARACTER SET latin1)",
                .. Enumerable.Range(0, Rows).Chunk(4000).Select(part => $"INSERT INTO t VALUES {string.Join(", ", part.Select(number => $"({value(number)}, REPEAT('x', 250))"))}"),
                "ANALYZE TABLE t",
            ]);

        var backup = await trip.BackupAsync(request => request with { ChunkBytes = 1 << 20 });
        await trip.RestoreAsync(backup.Archive);

        backup.Manifest.Databases[0].Tables[0].Chunks.Count.ShouldBeInRange(1, 30);
        await trip.ShouldBeEqualAsync();
        Convert.ToInt32(await trip.RestoredAsync("SELECT COUNT(*) FROM t")).ShouldBe(Rows);
    }
}
