using Ferry.Databases;
using Ferry.Doctor;

namespace Ferry.Cli.Hosting;

/// <summary>Tries a database; whatever keeps it from being reached, a missing secret for example, is a finding.</summary>
internal static class DatabaseTrial
{
    /// <param name="host">The engines and the clock.</param>
    /// <param name="isProtected">Whether the environment is protected.</param>
    /// <param name="reach">Resolves the database, opens the way to it, and hands it to the check.</param>
    public static async Task<IReadOnlyList<Finding>> RunAsync(
        CliHost host, bool isProtected, Func<Func<DatabaseTarget, CancellationToken, Task<IReadOnlyList<Finding>>>, Task<IReadOnlyList<Finding>>> reach)
    {
        try
        {
            return await reach((target, token) => new DatabaseDoctor(host.Providers, host.Time).CheckAsync(target, isProtected, token));
        }
        catch (FerryException exception)
        {
            return [Finding.From(exception)];
        }
    }
}
