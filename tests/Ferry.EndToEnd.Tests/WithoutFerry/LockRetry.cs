using Ferry.EndToEnd.Tests.Fidelity;

namespace Ferry.EndToEnd.Tests.WithoutFerry;

/// <summary>Tests that run at the same time can meet in MySQL's data dictionary; a script, unlike Ferry, does not try again.</summary>
internal static class LockRetry
{
    public static async Task<string> RunAsync(RoundTrip trip, Func<Task<string>> script)
    {
        for (var attempt = 1; ; attempt++)
        {
            var errors = await script();
            if (attempt == 5 || !errors.Contains("ERROR 1213", StringComparison.Ordinal))
            {
                return errors;
            }

            await trip.EmptyRestoredAsync();
        }
    }
}
