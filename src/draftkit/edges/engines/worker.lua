-- One pandoc process does all the work of a run. It reads jobs from standard input and answers on standard
-- output: a line of JSON, which names the sizes of the byte strings that follow it.

local json = pandoc.json

local function receive()
  local line = io.read('l')
  if not line then return nil end
  local job = json.decode(line)
  local data = {}
  for i, size in ipairs(job.sizes) do data[i] = size > 0 and io.read(size) or '' end
  return job, data
end

local function send(reply, data)
  reply.sizes = {}
  for i, each in ipairs(data) do reply.sizes[i] = #each end
  io.write(json.encode(reply), '\n')
  for _, each in ipairs(data) do io.write(each) end
  io.flush()
end

-- The place of each block at the top level, as "first:col-last:col". The tree itself is read without places,
-- which would wrap every word; and the places are read from an outline, which has few words.
local function places(text, dialect)
  local found = {}
  for i, block in ipairs(pandoc.read(text, dialect .. '+sourcepos').blocks) do
    found[i] = block.attr and block.attr.attributes['data-pos'] or ''
  end
  return found
end

local jobs = {}

-- Markdown texts to trees; with job.places, the place of each block too, from the outlines that follow the texts.
-- Where an outline does not have the blocks of its text, the text itself tells their places.
function jobs.read(job, data)
  local trees, found = {}, {}
  local count = job.places and #data // 2 or #data
  for i = 1, count do
    local document = pandoc.read(data[i], job.dialect)
    trees[i] = pandoc.write(document, 'json')
    if job.places then
      local lines = places(data[count + i], job.dialect)
      if #lines ~= #document.blocks then lines = places(data[i], job.dialect) end
      found[i] = json.encode(lines)
    end
  end
  table.move(found, 1, #found, count + 1, trees)
  return {}, trees
end

-- What pandoc takes out of a Word file's text because of its style: its title, its authors and the like.
local function title_page(meta)
  local found = pandoc.Blocks {}
  local function add(value, level)
    local kind = pandoc.utils.type(value)
    if kind == 'Inlines' then
      found:insert(level and pandoc.Header(level, value) or pandoc.Para(value))
    elseif kind == 'Blocks' then
      found:extend(value)
    elseif kind == 'List' then
      for _, each in ipairs(value) do add(each) end
    end
  end
  add(meta.title, 1)
  for _, key in ipairs { 'subtitle', 'author', 'date', 'abstract' } do add(meta[key]) end
  return found
end

-- A DOCX file to a tree, and the pictures in it: names in the reply, contents after the tree.
function jobs.intake(job, data)
  local before = {}
  for name in pandoc.mediabag.items() do before[name] = true end
  local document = pandoc.read(data[1], 'docx')
  document.blocks = title_page(document.meta) .. document.blocks
  local names, reply = {}, { pandoc.write(document, 'json') }
  for name, _, contents in pandoc.mediabag.items() do
    if not before[name] then
      names[#names + 1] = name
      reply[#reply + 1] = contents
    end
  end
  pandoc.mediabag.empty()
  return { names = names }, reply
end

-- A tree to text ("typst", "html", "commonmark"); with job.columns, in lines of that length.
function jobs.text(job, data)
  local document = pandoc.read(data[1], 'json')
  local options = { wrap_text = 'wrap-none' }
  if job.columns then options = { wrap_text = 'wrap-auto', columns = job.columns } end
  return {}, { pandoc.write(document, job.format, options) }
end

-- A tree to DOCX. The pictures come with it, so that the writer never opens a file or an address.
function jobs.docx(job, data)
  for i, name in ipairs(job.names) do pandoc.mediabag.insert(name, job.kinds[i], data[i + 1]) end
  local document = pandoc.read(data[1], 'json')
  local result = pandoc.write(document, 'docx', {
    reference_doc = job.reference, highlight_method = 'none',
  })
  pandoc.mediabag.empty()
  return {}, { result }
end

-- Files to a zip, in their order and all of one day: 1980-01-01, the first that a zip can say.
function jobs.zip(job, data)
  local entries = {}
  for i, name in ipairs(job.names) do entries[i] = pandoc.zip.Entry(name, data[i], 315532800) end
  return {}, { pandoc.zip.Archive(entries):bytestring() }
end

function jobs.version()
  return { version = tostring(PANDOC_VERSION) }, {}
end

-- The first work of a pandoc process takes twice as long as the next, since its memory has to be had from the system
-- and its tables are made when they are asked for. Have both now, while the one who asks is still being loaded.
pandoc.read(string.rep('a,b\n', 8000), 'csv')
local sample = '# Å\n\n1. ”b”[^1] *c* **d** `e` [f](g) &amp; <h> é §\n\n- i\n\n| j | k |\n|---|---|\n| l | m |\n\n[^1]: n\n'
local dialect = 'commonmark+footnotes+pipe_tables'
pandoc.write(pandoc.read(sample, dialect), 'json')
places(sample, dialect)

while true do
  local job, data = receive()
  if not job then break end
  local ok, reply, result = pcall(jobs[job.job], job, data)
  if ok then send(reply, result) else send({ error = tostring(reply) }, {}) end
end
