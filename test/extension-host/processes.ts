import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The language servers that this extension host has started, by process id. */
export async function serverProcesses(): Promise<number[]> {
  const list =
    process.platform === 'win32'
      ? ['powershell', '-NoProfile', '-Command', WINDOWS_PROCESSES]
      : ['ps', '-A', '-ww', '-o', 'ppid=,pid=,args='];
  const [command = '', ...args] = list;
  const { stdout } = await promisify(execFile)(command, args);
  return stdout
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [])
    .filter(([, parent, , commandLine]) => {
      return Number(parent) === process.pid && /dist[\\/]server\.js/.test(commandLine ?? '');
    })
    .map(([, , pid]) => Number(pid));
}

const WINDOWS_PROCESSES =
  'Get-CimInstance Win32_Process | ForEach-Object { "$($_.ParentProcessId) $($_.ProcessId) $($_.CommandLine)" }';
