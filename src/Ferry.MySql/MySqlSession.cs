using Ferry.Databases;
using Ferry.Images;
using Ferry.Loading;
using Ferry.Merging;
using Ferry.MySql.Checks;
using Ferry.MySql.Connections;
using Ferry.MySql.Dialects;
using Ferry.MySql.Loading;
using Ferry.MySql.Merging;
using Ferry.MySql.Privileges;
using Ferry.MySql.Reading.Rows;
using Ferry.MySql.Reading.Snapshots;
using Ferry.MySql.Schema;
using Ferry.Reading;
using Ferry.Schema;

namespace Ferry.MySql;

/// <summary>One login and its roles.</summary>
internal sealed class MySqlSession(Connector connector, ServerConnection control, ServerDialect dialect, ServerIdentity server, TimeProvider time) : IDatabaseSession
{
    public ServerIdentity Server { get; } = server;

    public ISchemaReader Schema { get; } = new SchemaReader(control, dialect, connector.Target.Database);

    public ISnapshotSource Snapshots { get; } = new SnapshotSource(connector, dialect, new RowConnector(connector, dialect), connector.Target.Database, time);

    public ILoadTarget? Target { get; } =
        connector.Access == SessionAccess.Write ? new MySqlLoadTarget(connector, dialect, control, server, time) : null;

    public IImageDatabase? Image => null;

    public IMergeDatabase? Merge { get; } =
        connector.Access == SessionAccess.Write ? new MergeDatabase(control, dialect, server, new MergeOpening(connector, dialect, new MySqlLoadTarget(connector, dialect, control, server, time), time)) : null;

    public IDatabaseMark Mark { get; } = new DatabaseMark(control, server);

    public IAccountRights Rights { get; } = new AccountRights(control, dialect, connector.Target.Database);

    public IDatabaseChecks Checks { get; } = new ServerChecks(connector, control, dialect, server, time);

    public ValueTask DisposeAsync() => control.DisposeAsync();
}
