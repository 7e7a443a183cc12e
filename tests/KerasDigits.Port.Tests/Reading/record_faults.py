# Records what CPython 3.11 says of programs that are none, into faults.json: python3 record_faults.py, in this folder.
import json, linecache, os, tempfile, traceback, warnings
warnings.simplefilter('ignore')
faults, programs, here = [], json.load(open('faults.json')), os.getcwd()
os.chdir(tempfile.mkdtemp())
for program, _ in programs:
    # Of what it finds after reading, Python shows the line only where the file is there.
    open('a.py', 'w').write(program)
    linecache.clearcache()
    try:
        compile(program, 'a.py', 'exec')
    except SyntaxError as e:
        faults.append([program, ''.join(traceback.format_exception_only(type(e), e)).rstrip('\n')])
with open(os.path.join(here, 'faults.json'), 'w') as out:
    out.write('[\n' + ',\n'.join(json.dumps(f) for f in faults) + '\n]\n')
