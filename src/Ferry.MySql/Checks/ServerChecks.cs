using Ferry.Databases;
using Ferry.MySql.Connections;
using Ferry.MySql.Dialects;

namespace Ferry.MySql.Checks;

/// <summary>What <c>ferry doctor</c> asks a server.</summary>
internal sealed class ServerChecks(ServerConnection connection, ServerDialect dialect, ServerIdentity server) : IDatabaseChecks
{
    public ValueTask<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        _ = (connection, dialect, server);
        return new([]);
    }
}
