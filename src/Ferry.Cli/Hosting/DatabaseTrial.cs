using Ferry.Databases;
using Ferry.Doctor;

namespace Ferry.Cli.Hosting;

/// <summary>Tries a database; whatever keeps it from being reached, a missing secret for example, is a finding.</summary>
internal static class DatabaseTrial
{
    public static async Task<IReadOnlyList<Finding>> RunAsync(CliHost host, Func<Task<DatabaseTarget>> resolve, CancellationToken cancellationToken)
    {
        try
        {
            return await new DatabaseDoctor(host.Providers, host.Time).CheckAsync(await resolve(), cancellationToken);
        }
        catch (FerryException exception)
        {
            return [Finding.From(exception)];
        }
    }
}
