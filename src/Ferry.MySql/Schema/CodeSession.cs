using Ferry.MySql.Connections;
using Ferry.Schema;

namespace Ferry.MySql.Schema;

/// <summary>The session state that SHOW CREATE shows beside stored code.</summary>
internal static class CodeSession
{
    public static DdlSession Of(ResultRow row) => new(
        row.Text("sql_mode"),
        row.Text("character_set_client"),
        row.Text("collation_connection"),
        row.Text("Database Collation"),
        row.Text("time_zone"));
}
